package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import tocsin.digest.Busy;

/** DSN keys. One that is disabled stops working within seconds, in every process. */
@ApplicationScoped
class DsnKeys {

    private final DsnKeySql sql;
    private final Limits limits;
    private final Remembered<String, DsnKey> keys = new Remembered<>("the key", this::ask);

    DsnKeys(DsnKeySql sql, Limits limits) {
        this.sql = sql;
        this.limits = limits;
    }

    /** Empty when there is no such key. {@link Busy} when that cannot be told now. */
    Optional<DsnKey> find(String publicKey) {
        return keys.find(publicKey);
    }

    /**
     * Whose turn a request with this key waits for, when {@link #find} answers without waiting for the database; empty when
     * it does not.
     */
    Optional<Turns.Whose> turn(String publicKey) {
        return keys.isAtHand(publicKey)
                ? Optional.of(keys.last(publicKey)
                        .map(key -> new Turns.Whose(key.tenant(), key.project()))
                        .orElse(Turns.Whose.NOBODY))
                : Optional.empty();
    }

    private Optional<DsnKey> ask(String publicKey) throws SQLException {
        var key = sql.find(publicKey);
        if (key.isPresent()) {
            limits.hold(key.get().id(), sql.limits(key.get()));
        }
        return key;
    }
}
