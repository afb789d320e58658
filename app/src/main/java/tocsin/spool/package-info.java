/** Records on disk, for as long as the database does not take them: appended, checksummed, synced, read again. */
package tocsin.spool;
