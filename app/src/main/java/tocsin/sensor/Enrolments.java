package tocsin.sensor;

import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.account.Secrets;
import tocsin.project.Project;

/** Every way an enrolment token comes and goes. */
@ApplicationScoped
public class Enrolments {

    /** Tells people and secret scanners what it is. */
    public static final String PREFIX = "tcse_";

    private static final int SHOWN = PREFIX.length() + 4;
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final int MOST = 100_000;
    /** A bound for whoever makes them with a program. */
    private static final int OPEN = 100;

    private final Audit audit;

    Enrolments(Audit audit) {
        this.audit = audit;
    }

    /** A token as lists show it. */
    @TemplateData
    public record Listed(
            long id, String label, String prefix, int used, int most, Instant createdAt, Instant expiresAt) {

        static Listed of(Enrolment enrolment) {
            return new Listed(
                    enrolment.id,
                    enrolment.label,
                    enrolment.prefix,
                    enrolment.used,
                    enrolment.most,
                    enrolment.createdAt,
                    enrolment.expiresAt);
        }
    }

    /** The only time that the token itself is seen. */
    public record Created(Listed enrolment, String token) {}

    /** Those that still let somebody in. */
    @Transactional
    public List<Listed> list(long project) {
        return Enrolment.open(project).stream().map(Listed::of).toList();
    }

    @Transactional
    public Created create(long project, String label, int most, Duration valid) {
        if (label == null || label.isBlank() || label.strip().length() > 100) {
            throw new Refused("label", "A label of up to 100 characters tells what enrols with it");
        }
        if (most < 1 || most > MOST) {
            throw new Refused("most", "From 1 to 100,000 sensors can enrol with one token");
        }
        if (valid.compareTo(Duration.ofMinutes(1)) < 0 || valid.compareTo(LONGEST) > 0) {
            throw new Refused("hours", "It can be good for a year at most");
        }
        if (Enrolment.open(project).size() >= OPEN) {
            throw new Refused("label", "There are " + OPEN + " tokens already; revoke some first");
        }
        var token = PREFIX + Secrets.random();
        var enrolment = new Enrolment();
        enrolment.projectId = project;
        enrolment.label = label.strip();
        enrolment.hash = Secrets.sha256(token);
        enrolment.prefix = token.substring(0, SHOWN);
        enrolment.most = most;
        enrolment.expiresAt = Instant.now().plus(valid);
        enrolment.persist();
        audit.note(
                "enrolment.create",
                Project.get(project).slug,
                enrolment.label + ", for " + most + " until " + enrolment.expiresAt);
        return new Created(Listed.of(enrolment), token);
    }

    /** Nobody enrols with it from this moment on; who did stays. */
    @Transactional
    public void revoke(long project, long id) {
        var enrolment = Enrolment.get(project, id);
        enrolment.revokedAt = Instant.now();
        audit.note("enrolment.revoke", Project.get(project).slug, enrolment.label);
    }
}
