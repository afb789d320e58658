/** What an operator may set: every option in one table, where each value came from, and what Quarkus makes of it. */
package tocsin.config;
