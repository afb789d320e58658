/** The machine: where things lie on it, its accounts, its services, and the programs that are run. */
package tocsin.installer.host;
