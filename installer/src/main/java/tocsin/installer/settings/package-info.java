/** The file of settings on a host: what is in it, what is wrong with it, and how it differs from the shipped one. */
package tocsin.installer.settings;
