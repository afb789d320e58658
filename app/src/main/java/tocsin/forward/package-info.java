/** A project's facts on their way to other programs: signed webhooks, lists and streams of Redis. */
package tocsin.forward;
