package tocsin.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A sensor that may send.
 *
 * @param publicKey of its own DSN
 * @param signingKeys with which its token may be signed, the current one first
 */
record KnownSensor(UUID id, String name, String publicKey, List<SigningKey> signingKeys) {

    /** @param retiresAt when tokens that are signed with it are believed no more; null while it is the current one */
    record SigningKey(long id, byte[] secret, Instant retiresAt) {

        boolean isGoodAt(Instant time) {
            return retiresAt == null || time.isBefore(retiresAt);
        }
    }

    Optional<SigningKey> signingKey(long id) {
        return signingKeys.stream().filter(key -> key.id() == id).findFirst();
    }
}
