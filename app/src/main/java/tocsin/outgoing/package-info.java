/**
 * The one door through which we call addresses that people typed in. A name is resolved once, every address behind it must
 * be public or allowed by the operator, and exactly that address is connected to.
 */
package tocsin.outgoing;
