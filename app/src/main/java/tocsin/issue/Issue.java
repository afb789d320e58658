package tocsin.issue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.SQLRestriction;
import tocsin.sentry.SentryEvent.Level;
import tocsin.tenant.TenantScoped;

/** The events of one project that belong together: one thing to fix. */
@Entity
// One that was deleted is gone for everybody, while the job that removes it is still at work; so is part of another.
@SQLRestriction("deleted_at is null and merged_into is null")
// Writes only what changed: a whole row would undo what arriving events count meanwhile.
@DynamicUpdate
public class Issue extends TenantScoped {

    /** What people have decided about it. */
    public enum Status {
        UNRESOLVED("unresolved"),
        RESOLVED("resolved"),
        MUTED("ignored");

        /** Its name in the API and in queries. */
        public final String word;

        Status(String word) {
            this.word = word;
        }

        /** By its name in the API, or by ours. */
        public static Optional<Status> of(String word) {
            var asked = word.toLowerCase(Locale.ROOT);
            return java.util.Arrays.stream(values())
                    .filter(status -> status.word.equals(asked)
                            || status.name().toLowerCase(Locale.ROOT).equals(asked))
                    .findFirst();
        }
    }

    @Id
    public long id;

    @Column(updatable = false)
    public long projectId;

    /** Counted per project; the end of the short id. */
    @Column(updatable = false)
    public long number;

    public String type;
    public String value;
    public String culprit;

    @Enumerated(EnumType.ORDINAL)
    @Column(columnDefinition = "smallint")
    public Level level;

    public String platform;

    @Enumerated(EnumType.STRING)
    public Status status = Status.UNRESOLVED;

    public Instant statusAt;
    public Long statusBy;
    public long eventCount;
    public long userCount;
    public Instant firstSeen;
    public Instant lastSeen;
    public short groupingVersion;

    /** Through its project, so that a right to one project is never a right to another. */
    public static Issue get(Collection<Long> projects, long id) {
        return known(projects, id).orElseThrow(NotFoundException::new);
    }

    static Optional<Issue> known(Collection<Long> projects, long id) {
        return Issue.<Issue>find("projectId in ?1 and id = ?2", projects, id).firstResultOptional();
    }

    /** By the number that is counted in its project. */
    static Optional<Issue> known(long project, long number) {
        return Issue.<Issue>find("projectId = ?1 and number = ?2", project, number)
                .firstResultOptional();
    }

    /** Those of {@code ids} that exist in the projects. */
    static List<Issue> among(Collection<Long> projects, Collection<Long> ids) {
        return list("projectId in ?1 and id in ?2 order by id", projects, ids);
    }

    /** Type and value as one line, as it stands in a mail's subject. */
    public String title() {
        return value.isBlank() ? type : type.isBlank() ? value : type + ": " + value;
    }
}
