package tocsin.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A project that may send nothing. That its events were refused is counted in the background. */
final class RefusedProject {

    private static final long PATIENCE_SECONDS = 60;

    private static final String QUOTA = """
            insert into quota (tenant_id, project_id, category, amount, time_window)
            select tenant_id, id, 'error', 0, 'MONTH' from project where tenant_id like 'b%'""";

    private static final String COUNTED =
            "select coalesce(sum(quantity), 0)::bigint from outcome_hour where outcome = 'rate_limited'";

    private final Scene scene;
    private final Target target;

    RefusedProject(Scene scene) throws IOException, SQLException {
        this.scene = scene;
        this.target = TenantsSql.fill(scene.server(), 1).getFirst();
        try (var database = DriverManager.getConnection(scene.server().jdbcUrl("tocsin"));
                var statement = database.createStatement()) {
            statement.execute(QUOTA);
        }
    }

    /** How long it takes until one more that is refused is counted. */
    double secondsUntilCounted() throws IOException, SQLException, InterruptedException {
        var from = System.nanoTime();
        try (var database = DriverManager.getConnection(scene.server().jdbcUrl("tocsin"))) {
            var before = Ledger.number(database, COUNTED);
            scene.send(target);
            while (Ledger.number(database, COUNTED) == before
                    && System.nanoTime() - from < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
        return Math.round((System.nanoTime() - from) / 1e8) / 10.0;
    }
}
