/** What support needs to know of an installation, without what nobody else may know. */
package tocsin.installer.support;
