/** What must be so before anything is changed: each finding with what to do about it. */
package tocsin.installer.preflight;
