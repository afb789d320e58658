package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import tocsin.grouping.GroupingVersion;
import tocsin.tenant.QuerySql;

/** What projects chose, as text; ingest reads it through its own door. */
@ApplicationScoped
class IntakeSql {

    /** Either is null where nobody chose. */
    record Chosen(String privacy, String filters) {}

    private final QuerySql query;

    IntakeSql(QuerySql query) {
        this.query = query;
    }

    Optional<Chosen> find(String tenant, long project) {
        return query.first(
                tenant,
                "select privacy, filters from project_intake where tenant_id = ? and project_id = ?",
                row -> new Chosen(row.getString(1), row.getString(2)),
                project);
    }

    void savePrivacy(String tenant, long project, String privacy) {
        query.update(tenant, """
                insert into project_intake (tenant_id, project_id, privacy) values (?, ?, ?)
                on conflict (tenant_id, project_id) do update set privacy = excluded.privacy""", project, privacy);
    }

    void saveFilters(String tenant, long project, String filters) {
        query.update(tenant, """
                insert into project_intake (tenant_id, project_id, filters) values (?, ?, ?)
                on conflict (tenant_id, project_id) do update set filters = excluded.filters""", project, filters);
    }

    GroupingChoice grouping(String tenant, long project) {
        return query.first(tenant, """
                select grouping_version, case when grouping_former_until > now() then grouping_former end as former,
                       grouping_former_until, grouping_rules
                from project_intake where tenant_id = ? and project_id = ?""", IntakeSql::grouping, project)
                .orElse(new GroupingChoice(GroupingVersion.V1, null, null, ""));
    }

    private static GroupingChoice grouping(ResultSet row) throws SQLException {
        var version = row.getObject("grouping_version", Integer.class);
        var former = row.getObject("former", Integer.class);
        var rules = row.getString("grouping_rules");
        return new GroupingChoice(
                version == null ? GroupingVersion.V1 : GroupingVersion.of(version),
                former == null ? null : GroupingVersion.of(former),
                former == null ? null : QuerySql.instant(row, "grouping_former_until"),
                rules == null ? "" : rules);
    }

    void saveGroupingRules(String tenant, long project, String rules) {
        query.update(tenant, """
                insert into project_intake (tenant_id, project_id, grouping_rules) values (?, ?, ?)
                on conflict (tenant_id, project_id) do update set grouping_rules = excluded.grouping_rules""", project, rules);
    }

    /** {@code former} may be null, and then {@code until} is. */
    void saveGroupingVersion(String tenant, long project, int version, Integer former, Instant until) {
        query.update(tenant, """
                insert into project_intake (tenant_id, project_id, grouping_version, grouping_former, grouping_former_until)
                values (?, ?, ?::smallint, ?::smallint, ?::timestamptz)
                on conflict (tenant_id, project_id) do update set grouping_version = excluded.grouping_version,
                    grouping_former = excluded.grouping_former, grouping_former_until = excluded.grouping_former_until""", project, version, former, until);
    }
}
