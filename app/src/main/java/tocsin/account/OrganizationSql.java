package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import tocsin.tenant.QuerySql;

/** What is done to an organization and its entity does not know. */
@ApplicationScoped
class OrganizationSql {

    private final QuerySql query;

    OrganizationSql(QuerySql query) {
        this.query = query;
    }

    /** Lets nobody in and nothing come, and takes its name from it. A job removes it. */
    void markDeleted(String tenant) {
        query.update(tenant, """
                update organization set deleted_at = now(), status = 'DISABLED',
                    slug = 'deleted-' || tenant_id || '-' || left(md5(random()::text), 8)
                where tenant_id = ?""");
    }
}
