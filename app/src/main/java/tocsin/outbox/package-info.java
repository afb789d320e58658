/**
 * Facts leave after the commit that made them true, at least once: each becomes a delivery for every target and person that
 * wants it, which is tried until it is taken or, after a day, given up where everybody can see it.
 */
package tocsin.outbox;
