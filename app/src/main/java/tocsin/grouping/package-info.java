/** Which events belong together, and why. Pure: no framework, no database, the same answer for the same event. */
package tocsin.grouping;
