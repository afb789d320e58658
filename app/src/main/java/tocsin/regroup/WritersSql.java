package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import tocsin.tenant.QuerySql;

/** Keeps those waiting who write events and numbers, in the caller's transaction and not for long. */
@ApplicationScoped
class WritersSql {

    private final QuerySql query;

    WritersSql(QuerySql query) {
        this.query = query;
    }

    /**
     * Waits for whoever is writing events, and lets nobody begin until the caller's transaction ends: then no event is
     * on its way to an issue by keys that have just changed. All ingest waits with us from here on, so for a row we wait
     * no longer than a moment.
     */
    void stop(String tenant) {
        within(tenant, "1s");
        query.list(tenant, "select pg_advisory_xact_lock(hashtext('tocsin.digest')) where ? <> ''", row -> true);
        within(tenant, "200ms");
    }

    /** From here on nobody is waited for longer than two seconds. */
    void beBrief(String tenant) {
        within(tenant, "2s");
    }

    /** Waits for whoever is writing numbers of these issues, for two seconds at most. */
    void await(String tenant, Collection<Long> issues) {
        beBrief(tenant);
        query.list(
                tenant,
                "select 1 from issue where tenant_id = ? and id = any(?) order by id for no key update",
                row -> true,
                issues);
    }

    private void within(String tenant, String longest) {
        query.list(
                tenant,
                "select set_config('lock_timeout', w.longest, true)"
                        + " from (select ?::text as tenant, ?::text as longest) w",
                row -> true,
                longest);
    }
}
