/** Tells open pages that something changed, so that they ask again with their own rights. */
package tocsin.live;
