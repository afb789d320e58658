/** The beginning of an instance: its first administrator, organization and project, by a link. */
package tocsin.setup;
