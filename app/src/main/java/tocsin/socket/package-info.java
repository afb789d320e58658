/** Sockets in the file system, for a driver that knows only those of the network. */
package tocsin.socket;
