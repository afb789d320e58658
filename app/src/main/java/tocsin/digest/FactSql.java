package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Leaves facts for those who pass them on after the commit. */
final class FactSql {

    private FactSql() {}

    static void write(Connection connection, List<Fact> facts) throws SQLException {
        if (facts.isEmpty()) {
            return;
        }
        try (var statement = connection.prepareStatement("""
                insert into outbox (tenant_id, project_id, kind, issue_id, level, environment, events, happened_at)
                select * from unnest(?, ?, ?, ?, ?, ?, ?, ?)""")) {
            new Columns<>(statement, facts)
                    .text(Fact::tenant)
                    .number(Fact::project)
                    .text(fact -> fact.kind().name())
                    .number(Fact::issue)
                    .number(Fact::level)
                    .text(Fact::environments)
                    .bytes(Fact::events)
                    .time(Fact::happenedAt);
            statement.executeUpdate();
        }
    }
}
