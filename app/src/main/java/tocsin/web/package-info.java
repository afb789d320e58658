/** The frame around every page: layout, tags, styles, safe redirects, and what a browser sees when something goes wrong. */
package tocsin.web;
