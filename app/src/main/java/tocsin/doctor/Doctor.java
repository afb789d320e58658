package tocsin.doctor;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import tocsin.config.Settings;
import tocsin.ops.Checks;
import tocsin.ops.Part;

/** Looks each minute, and when somebody asks; whoever scrapes metrics or opens the page gets what was seen last. */
@ApplicationScoped
class Doctor {

    private static final Logger LOG = Logger.getLogger(Doctor.class);

    /** What was found and when, the gravest first. */
    record Seen(List<Finding> findings, Instant at) {}

    private final Checks checks;
    private final Diagnosis diagnosis;
    private final MultiGauge gauge;
    private volatile Seen seen;

    Doctor(Checks checks, Settings settings, AgroalDataSource database, MeterRegistry metrics) {
        this.checks = checks;
        this.diagnosis = new Diagnosis(settings, database, OptionalLong.empty());
        this.gauge = MultiGauge.builder("tocsin.doctor.finding")
                .description("1 where the doctor finds something wrong, by check and severity")
                .register(metrics);
        metrics.gauge("tocsin.doctor.age.seconds", this, Doctor::age);
    }

    @Scheduled(every = "1m", delayed = "5s", identity = "doctor")
    @Blocking
    void round() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.warnf("The doctor could not look, and tries again in a minute: %s", e.getMessage());
        }
    }

    /** What was seen last; the first who asks waits for the first look. */
    Seen seen() {
        var last = seen;
        return last == null ? look() : last;
    }

    synchronized Seen look() {
        var findings = new ArrayList<Finding>();
        var parts = checks.now().parts();
        parts.forEach(part -> findings.add(finding(part)));
        if (parts.stream().allMatch(Part::healthy)) {
            findings.addAll(diagnosis.findings(Instant.now()));
        }
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        seen = new Seen(List.copyOf(findings), Instant.now());
        show(seen.findings());
        return seen;
    }

    private static Finding finding(Part part) {
        var check = Check.of(part.name()).orElse(Check.DATABASE);
        if (part.healthy()) {
            return Finding.good(check, part.name(), part.detail());
        }
        return Finding.bad(
                check,
                part.name(),
                part.detail(),
                switch (check) {
                    case SCHEMA -> "Run `tocsin migrate expand`.";
                    case PARTITIONS -> "They are made by a job of the servers, whose log says why it failed.";
                    default -> "Look whether PostgreSQL runs, at its log, and at its disk.";
                });
    }

    /** All series at all times, so that a rule sees a 0 and not nothing. What could not be looked at is not well. */
    private void show(List<Finding> findings) {
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var check : Check.values()) {
            for (var severity : List.of(Finding.Severity.WARNING, Finding.Severity.BAD)) {
                var found = findings.stream()
                        .anyMatch(finding -> finding.check() == check && finding.severity() == severity);
                if (check != Check.PROGRAM && check != Check.SETTINGS && check != Check.SERVER) {
                    rows.add(MultiGauge.Row.of(
                            Tags.of("check", check.label(), "severity", name(severity)), found ? 1 : 0));
                }
            }
        }
        gauge.register(rows, true);
    }

    static String name(Finding.Severity severity) {
        return severity == Finding.Severity.BAD ? "error" : severity.name().toLowerCase(Locale.ROOT);
    }

    private double age() {
        var last = seen;
        return last == null
                ? Double.NaN
                : Duration.between(last.at(), Instant.now()).toMillis() / 1_000.0;
    }
}
