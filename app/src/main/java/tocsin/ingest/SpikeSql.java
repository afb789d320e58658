package tocsin.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** What a project usually sends. */
final class SpikeSql {

    private SpikeSql() {}

    /** Who has not sent in so many hours of the last week is not known well enough. */
    private static final int HOURS_KNOWN = 24;

    /** The middle of the hours of the last week in which it sent errors; empty when nobody wants to know, or can. */
    static OptionalLong usual(Connection connection, String tenant, long project) throws SQLException {
        try (var statement = connection.prepareStatement("""
                select count(*), percentile_disc(0.5) within group (order by hourly.quantity) from (
                    select sum(o.quantity) as quantity
                    from outcome_hour o join project p on p.tenant_id = o.tenant_id and p.id = o.project_id
                    where o.tenant_id = ? and o.project_id = ? and p.spike_protection
                      and o.hour >= date_trunc('hour', now()) - interval '7 days' and o.hour < date_trunc('hour', now())
                      and o.category = 'error' and o.outcome = 'stored'
                    group by o.hour) hourly""")) {
            statement.setString(1, tenant);
            statement.setLong(2, project);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1) < HOURS_KNOWN ? OptionalLong.empty() : OptionalLong.of(rows.getLong(2));
            }
        }
    }
}
