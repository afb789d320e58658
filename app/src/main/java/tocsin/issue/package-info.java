/** Issues: the list, the page of one, what people do with them, and the same for programs. */
package tocsin.issue;
