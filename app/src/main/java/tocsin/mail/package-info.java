/** Mail through the server that the operator named. That is configuration, so it does not pass the door for addresses that people typed in. */
package tocsin.mail;
