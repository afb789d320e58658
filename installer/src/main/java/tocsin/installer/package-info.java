/** The commands of tocsinctl, which installs, checks and runs Tocsin on a host. */
package tocsin.installer;
