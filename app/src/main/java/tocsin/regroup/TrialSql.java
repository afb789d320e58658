package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import tocsin.tenant.QuerySql;

/** Trials, as whoever asked for them reads them while another process may be at work. */
@ApplicationScoped
class TrialSql {

    private static final String COLUMNS =
            "select id, version, rules, state, examined, most, report, updated_at from grouping_trial";

    private final QuerySql query;

    TrialSql(QuerySql query) {
        this.query = query;
    }

    /** Begins one and forgets those that were long ago. */
    long begin(String tenant, long project, int version, String rules, int most) {
        query.update(tenant, """
                delete from grouping_trial where tenant_id = ? and project_id = ? and id not in (
                    select id from grouping_trial where tenant_id = ? and project_id = ? order by id desc limit 9)""", project, tenant, project);
        return query.first(
                        tenant,
                        "insert into grouping_trial (tenant_id, project_id, version, rules, most)"
                                + " values (?, ?, ?, ?, ?) returning id",
                        row -> row.getLong(1),
                        project,
                        version,
                        rules,
                        most)
                .orElseThrow();
    }

    Optional<Trial> find(String tenant, long project, long id) {
        return query.first(
                tenant, COLUMNS + " where tenant_id = ? and project_id = ? and id = ?", TrialSql::trial, project, id);
    }

    /** Whether somebody is at work for this project. */
    boolean isBusy(String tenant, long project) {
        return query.first(
                        tenant,
                        "select 1 from grouping_trial where tenant_id = ? and project_id = ? and state = 'RUNNING'"
                                + " and updated_at > now() - make_interval(secs => ?) limit 1",
                        row -> true,
                        project,
                        (double) Trial.SILENCE.toSeconds())
                .isPresent();
    }

    void progress(String tenant, long id, int examined) {
        query.update(tenant, """
                update grouping_trial t set updated_at = now(), examined = w.examined
                from (select ?::text as tenant, ?::bigint as id, ?::bigint as examined) w
                where t.tenant_id = w.tenant and t.id = w.id""", id, examined);
    }

    /** {@code report} is null when it came to nothing. */
    void end(String tenant, long id, int examined, String report) {
        query.update(tenant, """
                update grouping_trial t set updated_at = now(), examined = w.examined, report = w.report,
                       state = case when w.report is null then 'FAILED' else 'DONE' end
                from (select ?::text as tenant, ?::bigint as id, ?::bigint as examined, ?::text as report) w
                where t.tenant_id = w.tenant and t.id = w.id""", id, examined, report);
    }

    private static Trial trial(ResultSet row) throws SQLException {
        return new Trial(
                row.getLong("id"),
                row.getInt("version"),
                row.getString("rules"),
                row.getString("state"),
                row.getInt("examined"),
                row.getInt("most"),
                row.getString("report") == null ? null : ReportJson.read(row.getString("report")),
                QuerySql.instant(row, "updated_at"));
    }
}
