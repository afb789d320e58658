/** How much may be sent in a time, counted without asking anybody for each event. Knows no framework and no database. */
package tocsin.quota;
