package tocsin.sensor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.account.Secrets;
import tocsin.project.Project;

/** The keys that sign the tokens of a project's sensors. */
@ApplicationScoped
public class SigningKeys {

    /** So long tokens that were signed with the old key may be believed; sensors that are away longer enrol anew. */
    static final Duration LONGEST = Duration.ofDays(90);

    /** So many old keys at once; a token is tried with each. */
    private static final int OLD = 9;

    private final Audit audit;

    SigningKeys(Audit audit) {
        this.audit = audit;
    }

    /** When the key that a new one replaced is believed no more. */
    public record Rotated(Instant oldRetiresAt) {}

    /**
     * Signs with a new key from now on. Within the grace, sensors exchange their tokens by themselves; without one, all
     * of them have to enrol anew.
     */
    @Transactional
    public Rotated rotate(long project, Duration grace) {
        if (grace.isNegative() || grace.compareTo(LONGEST) > 0) {
            throw new Refused("grace", "The old key can be believed for 0 to " + LONGEST.toDays() + " days");
        }
        lock(project);
        var retires = Instant.now().plus(grace);
        SigningKey.update(
                "retiresAt = ?1 where projectId = ?2 and (retiresAt is null or retiresAt > ?1)", retires, project);
        SigningKey.delete("projectId = ?1 and retiresAt < ?2", project, Instant.now());
        if (SigningKey.count("projectId = ?1 and retiresAt > ?2", project, Instant.now()) > OLD) {
            throw new Refused(
                    "grace",
                    OLD + " old keys are still believed. Wait until one retires, or end them all at once with 0");
        }
        create(project);
        audit.note("sensor.rotate", Project.get(project).slug, "the old signing key retires at " + retires);
        return new Rotated(retires);
    }

    /** For whoever enrols now; the first one makes it. */
    SigningKey current(long project) {
        return SigningKey.current(project).orElseGet(() -> {
            lock(project);
            return SigningKey.current(project).orElseGet(() -> create(project));
        });
    }

    /** There is one current key, whoever else comes at this moment. */
    private static void lock(long project) {
        Project.<Project>find("id", project)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    private static SigningKey create(long project) {
        var key = new SigningKey();
        key.projectId = project;
        key.secret = Secrets.bytes(32);
        key.persistAndFlush();
        return key;
    }
}
