/** Work in steps that survives its own death: each step can be repeated, and a journal knows which are done. */
package tocsin.installer.journal;
