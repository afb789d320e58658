/** Where SDKs send to: authentication by DSN key, limits counted while streaming, and Sentry's own answers. */
package tocsin.ingest;
