package tocsin.sensor;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tocsin.account.Audit;
import tocsin.account.Secrets;
import tocsin.project.Project;
import tocsin.project.ProjectKeys;
import tocsin.tenant.CurrentTenant;

/** How a program becomes a sensor, with a token that alone says of which project. */
@ApplicationScoped
public class Enrolling {

    private final Audit audit;
    private final EnrolmentDoorSql doors;
    private final ProjectKeys keys;
    private final SigningKeys signingKeys;

    Enrolling(Audit audit, EnrolmentDoorSql doors, ProjectKeys keys, SigningKeys signingKeys) {
        this.audit = audit;
        this.doors = doors;
        this.keys = keys;
        this.signingKeys = signingKeys;
    }

    /** What a program says of itself; {@code version} may be null. */
    public record Newcomer(String name, String version, String ip) {}

    /** What it is given, of which the token is not kept. */
    public record Enrolled(UUID sensorId, String token, String dsn) {}

    /** Nothing when the enrolment's token lets nobody in (any more). */
    public Optional<Enrolled> enrol(String token, Newcomer newcomer) {
        return doors.find(Secrets.sha256(token))
                .flatMap(door -> CurrentTenant.as(
                        door.tenant(), () -> QuarkusTransaction.requiringNew().call(() -> enter(door, newcomer))));
    }

    private Optional<Enrolled> enter(EnrolmentDoorSql.Door door, Newcomer newcomer) {
        if (!Enrolment.use(door.enrolment())) {
            return Optional.empty();
        }
        var key = keys.createForSensor(door.project(), newcomer.name());
        var sensor = new Sensor();
        sensor.projectId = door.project();
        sensor.keyId = key.id();
        sensor.name = newcomer.name();
        sensor.version = newcomer.version();
        sensor.persist();
        var signing = signingKeys.current(door.project());
        audit.noteOf(
                "sensor " + newcomer.name(),
                newcomer.ip(),
                "sensor.enrol",
                Project.get(door.project()).slug,
                newcomer.name() + " " + sensor.publicId);
        return Optional.of(new Enrolled(
                sensor.publicId,
                SensorToken.sign(sensor.publicId, signing.id, signing.secret, Instant.now()),
                key.dsn()));
    }
}
