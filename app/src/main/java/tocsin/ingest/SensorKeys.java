package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import tocsin.digest.Busy;
import tocsin.sensor.SensorToken;

/** Sensors by their tokens. One that is revoked is refused within seconds, in every process. */
@ApplicationScoped
class SensorKeys {

    private final DsnKeys keys;
    private final Remembered<UUID, KnownSensor> sensors;
    private final Clock clock = Clock.systemUTC();

    SensorKeys(SensorSql sql, DsnKeys keys) {
        this.keys = keys;
        this.sensors = new Remembered<>("the sensor", sql::find);
    }

    /** A sensor that proved who it is; {@code renewBy} is null while its token is signed with the current key. */
    record Proven(KnownSensor sensor, Instant renewBy) {}

    /** Refused with 401 without a token that is good now. {@link Busy} when that cannot be told. */
    Proven prove(Sender sender) {
        var token = sender.bearer()
                .orElseThrow(() -> new IngestRefused(401, "the token of a sensor is missing: Authorization: Bearer …"));
        return SensorToken.read(token)
                .flatMap(this::prove)
                .orElseThrow(() -> new IngestRefused(401, "this token is not, or no longer, that of a sensor"));
    }

    private Optional<Proven> prove(SensorToken token) {
        return sensors.find(token.sensor()).flatMap(sensor -> sensor.signingKey(token.signingKey())
                .filter(key -> key.isGoodAt(clock.instant()) && token.isSignedWith(key.secret()))
                .map(key -> new Proven(sensor, key.retiresAt())));
    }

    /** Whose turn its request waits for, when {@link #prove}, and what is asked of its key, answer without waiting for the database. */
    Optional<Turns.Whose> turn(Sender sender) {
        return sender.bearer()
                .flatMap(SensorToken::read)
                .filter(token -> sensors.isAtHand(token.sensor()))
                .flatMap(token -> sensors.find(token.sensor()))
                .flatMap(sensor -> keys.turn(sensor.publicKey()));
    }
}
