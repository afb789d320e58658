/** The bundle: its signed manifest, and whether every file is as the manifest says. */
package tocsin.installer.bundle;
