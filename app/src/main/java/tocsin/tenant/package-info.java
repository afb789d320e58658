/** Whose data this is: the tenant of each unit of work, and the database's own guard beneath it. */
package tocsin.tenant;
