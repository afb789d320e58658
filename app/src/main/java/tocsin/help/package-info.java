/** The handbook: chapters and the pages about codes, in the product and in the bundle alike. */
package tocsin.help;
