package tocsin.sensor;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * By what a sensor is known: a JWT that names it and the key that signed it. HMAC-SHA256, because who signs is the only
 * one that verifies: a public key would be of use to nobody, and cost a hundred times as much for each request.
 *
 * <p>It has no end of its own: a sensor may be offline for long. It ends when the sensor is revoked, or its signing key
 * retires.
 */
public final class SensorToken {

    /** Ours have some 250 characters. */
    private static final int MAX_LENGTH = 1_000;

    private final JsonWebSignature signature;
    private final UUID sensor;
    private final long signingKey;

    private SensorToken(JsonWebSignature signature, UUID sensor, long signingKey) {
        this.signature = signature;
        this.sensor = sensor;
        this.signingKey = signingKey;
    }

    public static String sign(UUID sensor, long signingKey, byte[] secret, Instant at) {
        var claims = new JwtClaims();
        claims.setSubject(sensor.toString());
        claims.setIssuedAt(NumericDate.fromMilliseconds(at.toEpochMilli()));
        var signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        signature.setHeader("typ", "JWT");
        signature.setKeyIdHeaderValue(Long.toString(signingKey));
        signature.setPayload(claims.toJson());
        signature.setKey(new HmacKey(secret));
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("A token cannot be signed", e);
        }
    }

    /** What a token says, of which nothing is to be believed before {@link #isSignedWith}; empty when it is no token. */
    public static Optional<SensorToken> read(String text) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(
                    new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256));
            signature.setCompactSerialization(text);
            var subject = JwtClaims.parse(signature.getUnverifiedPayload()).getSubject();
            return Optional.of(new SensorToken(
                    signature, UUID.fromString(subject), Long.parseLong(signature.getKeyIdHeaderValue())));
        } catch (JoseException
                | InvalidJwtException
                | MalformedClaimException
                | IllegalArgumentException
                | NullPointerException e) {
            return Optional.empty();
        }
    }

    public UUID sensor() {
        return sensor;
    }

    public long signingKey() {
        return signingKey;
    }

    public boolean isSignedWith(byte[] secret) {
        try {
            signature.setKey(new HmacKey(secret));
            return signature.verifySignature();
        } catch (JoseException e) {
            return false;
        }
    }
}
