package tocsin.sensor;

import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tocsin.account.Audit;
import tocsin.account.Slices;
import tocsin.project.Project;
import tocsin.project.ProjectKeys;

/** The sensors of a project, and how one is sent away. */
@ApplicationScoped
public class Sensors {

    private final Audit audit;
    private final ProjectKeys keys;

    Sensors(Audit audit, ProjectKeys keys) {
        this.audit = audit;
        this.keys = keys;
    }

    /** A sensor as lists show it. {@code lastSeenAt} is a minute or two behind. */
    @TemplateData
    public record Listed(
            long id,
            UUID sensorId,
            String name,
            Optional<String> version,
            Instant enrolledAt,
            Optional<Instant> lastSeenAt,
            Optional<Instant> revokedAt) {

        static Listed of(Sensor sensor) {
            return new Listed(
                    sensor.id,
                    sensor.publicId,
                    sensor.name,
                    Optional.ofNullable(sensor.version),
                    sensor.enrolledAt,
                    Optional.ofNullable(sensor.lastSeenAt),
                    Optional.ofNullable(sensor.revokedAt));
        }

        public boolean revoked() {
            return revokedAt.isPresent();
        }
    }

    /** The newest first, from below an id, and one more than a slice when there are more. */
    @Transactional
    public List<Listed> before(long project, long id) {
        return Sensor.before(project, id, Slices.SIZE).stream().map(Listed::of).toList();
    }

    /** Neither its token nor its DSN is believed from now on, within seconds in every process. It cannot be undone. */
    @Transactional
    public void revoke(long project, long id) {
        var sensor = Sensor.get(project, id);
        if (sensor.revokedAt == null) {
            sensor.revokedAt = Instant.now();
            keys.stopSensor(project, sensor.keyId);
            audit.note("sensor.revoke", Project.get(project).slug, sensor.name + " " + sensor.publicId);
        }
    }
}
