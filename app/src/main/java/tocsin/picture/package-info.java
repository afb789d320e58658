/**
 * Makes small pictures of large ones that strangers sent, in bounded memory and without AWT, whose libraries a native
 * executable would have to bring. Pure: nothing here knows of HTTP, the database or the framework.
 */
package tocsin.picture;
