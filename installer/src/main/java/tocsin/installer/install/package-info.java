/** What an installation consists of, as steps that make it. */
package tocsin.installer.install;
