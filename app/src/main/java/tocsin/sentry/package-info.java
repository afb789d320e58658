/**
 * The wire protocol of the Sentry SDKs as records: envelopes, items, and the error event in its normalised form. Pure:
 * nothing here knows of HTTP, the database or the framework.
 */
package tocsin.sentry;
