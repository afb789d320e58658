/** Grouping that people change: what a change would do, issues made one, and taken apart again. */
package tocsin.regroup;
