package tocsin.account;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Hashes and compares passwords. bcrypt reads 72 bytes, so longer ones are hashed once before. */
final class Passwords {

    static final int SHORTEST = 10;
    static final int LONGEST = 1000;
    private static final int COST = 12;

    private static final LongPasswordStrategy LONG = LongPasswordStrategies.hashSha512(BCrypt.Version.VERSION_2A);

    /** What an unknown person's password is compared with, so that the time of an answer does not tell who is known. */
    private static final String NOBODY = hash(Secrets.random());

    private Passwords() {}

    static String hash(String password) {
        var bytes = password.getBytes(StandardCharsets.UTF_8);
        return new String(BCrypt.with(BCrypt.Version.VERSION_2A, LONG).hash(COST, bytes), StandardCharsets.US_ASCII);
    }

    static boolean matches(String password, Optional<String> hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        var compared = hash.orElse(NOBODY);
        var result = BCrypt.verifyer(BCrypt.Version.VERSION_2A, LONG)
                .verify(password.getBytes(StandardCharsets.UTF_8), compared.getBytes(StandardCharsets.US_ASCII));
        return hash.isPresent() && result.verified;
    }

    /** The password, if it is one that guessing does not find at once. */
    static String good(String password, String email) {
        if (password.length() < SHORTEST) {
            throw new Refused("password", "At least " + SHORTEST + " characters");
        }
        if (password.length() > LONGEST) {
            throw new Refused("password", "At most " + LONGEST + " characters");
        }
        if (password.strip().equalsIgnoreCase(email)
                || password.chars().distinct().count() < 4) {
            throw new Refused("password", "Too easy to guess");
        }
        return password;
    }
}
