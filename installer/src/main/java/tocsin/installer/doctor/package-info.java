/** What is wrong with an installation that runs: looked at in one go, and nothing is changed. */
package tocsin.installer.doctor;
