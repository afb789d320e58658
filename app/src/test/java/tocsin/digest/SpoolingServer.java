package tocsin.digest;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tocsin.config.Settings;

/** The parts of a server that take events, with a spool. */
final class SpoolingServer {

    final Detour detour;
    final Digester digester;

    SpoolingServer(Path spool, Map<String, String> options) throws Exception {
        var environment = new HashMap<>(options);
        environment.put("TOCSIN_SPOOL", spool.toString());
        environment.putIfAbsent("TOCSIN_SPOOL_FLOOR_MEGABYTES", "1");
        var parts = CDI.current();
        var config = parts.select(DigestConfig.class).get();
        var database = parts.select(AgroalDataSource.class, new DataSource.DataSourceLiteral("ingest"))
                .get();
        var metrics = new SimpleMeterRegistry();
        detour = new Detour(Settings.of(environment), config, metrics);
        digester =
                new Digester(database, parts.select(LateCounts.class).get(), detour, new Incoming(), config, metrics);
        detour.open(new StartupEvent());
        digester.start(new StartupEvent());
    }

    void end() throws Exception {
        digester.stop(new ShutdownEvent());
        detour.stop(new ShutdownEvent());
    }
}
