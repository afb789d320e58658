/** What people are told by mail: one mail about all that happened in a project, to those of its people who want it. */
package tocsin.notice;
