/** The PostgreSQL that comes with Tocsin, for a first run and for tests: unpack it, start it, stop it. */
package tocsin.command.postgres;
