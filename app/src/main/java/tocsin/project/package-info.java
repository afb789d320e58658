/** Projects, the keys that let events in, and the pages and API to change them. */
package tocsin.project;
