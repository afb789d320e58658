/** Tells which events a project does not want at all. Pure: nothing here knows of HTTP, the database or the framework. */
package tocsin.filter;
