package tocsin.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Latency of each route as a histogram, so that percentiles can be computed over many processes. */
class LatencyHistograms {

    @Produces
    @Singleton
    MeterFilter histogramPerRoute() {
        return new MeterFilter() {
            @Override
            public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
                if (!id.getName().equals("http.server.requests")) {
                    return config;
                }
                return DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(
                                millis(1),
                                millis(2),
                                millis(5),
                                millis(10),
                                millis(20),
                                millis(50),
                                millis(100),
                                millis(200),
                                millis(500),
                                millis(1_000),
                                millis(5_000))
                        .build()
                        .merge(config);
            }
        };
    }

    private static double millis(long count) {
        return Duration.ofMillis(count).toNanos();
    }
}
