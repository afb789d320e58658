/** Tables of what came before, for those who look at everything that comes. */
package tocsin.cache;
