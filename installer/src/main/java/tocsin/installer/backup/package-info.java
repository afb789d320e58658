/** Backups: how they are made, kept, looked at and brought back. */
package tocsin.installer.backup;
