/**
 * Takes secrets and personal data out of an event's JSON before anything else looks at it. Pure: nothing here knows of
 * HTTP, the database or the framework.
 */
package tocsin.scrub;
