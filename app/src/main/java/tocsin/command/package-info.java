/** The command line: every way in which the executable {@code tocsin} is started. */
package tocsin.command;
