/** Looks for what is wrong with the instance, says so on a page, as metrics and to `tocsin doctor`, and what to do about it. */
package tocsin.doctor;
