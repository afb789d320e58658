/**
 * From accepted events to rows: whatever waits is written together, in one transaction, by the ingest writer's role.
 * Nothing here trusts a tenant that is not in the row itself, because one batch mixes tenants.
 */
package tocsin.digest;
