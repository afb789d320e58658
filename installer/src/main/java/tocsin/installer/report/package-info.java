/** What a command says: codes and their help, findings, changes, progress, and the answer in JSON. */
package tocsin.installer.report;
