/** Stored events: how they lie in the database, how they are found again and what people see of them. */
package tocsin.event;
