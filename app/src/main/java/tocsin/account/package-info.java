/** Organizations, people and what they may do: login, sessions, API tokens, roles, rights, audit. */
package tocsin.account;
