/** How fast and how frugal a packaged Tocsin is, measured from outside. */
package tocsin.bench;
