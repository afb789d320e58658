package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import tocsin.account.LoginAttemptSql.Limit;

/** Tells whether somebody is who they say, and makes guessing slow. */
@ApplicationScoped
class Logins {

    static final String WRONG = "E-mail and password do not belong together.";

    /** Short enough that a stranger who guesses at somebody's account does not lock them out of it. */
    private static final Limit BY_EMAIL = new Limit(5, Duration.ofMinutes(1));

    private static final Limit BY_ADDRESS = new Limit(20, Duration.ofMinutes(15));

    private final LoginAttemptSql attempts;
    private final Sessions sessions;
    private final Users users;

    Logins(LoginAttemptSql attempts, Sessions sessions, Users users) {
        this.attempts = attempts;
        this.sessions = sessions;
        this.users = users;
    }

    /** What became of an attempt. */
    sealed interface Outcome {

        /** With the secret for the cookie. */
        record Welcome(String secret, User user) implements Outcome {}

        /** Unknown person, wrong password and disabled account look the same. */
        record Wrong() implements Outcome {}

        record TooMany(Duration retryAfter) implements Outcome {

            long seconds() {
                return retryAfter.toSeconds() + 1;
            }

            String words() {
                return "Too many attempts. Try again in " + seconds() + " seconds.";
            }
        }
    }

    Outcome attempt(String email, String password, Optional<String> ip, String userAgent) {
        var address = User.normal(email);
        var byEmail = "email:" + address.substring(0, Math.min(254, address.length()));
        var byAddress = "address:" + ip.map(Logins::network).orElse("unknown");
        // Before the password is looked at, so that many attempts at once are counted as well.
        var wait = attempts.count(byAddress, BY_ADDRESS);
        if (wait.isEmpty()) {
            wait = attempts.count(byEmail, BY_EMAIL);
            wait.ifPresent(none -> attempts.takeBack(byAddress));
        }
        if (wait.isPresent()) {
            return new Outcome.TooMany(wait.get());
        }
        var user = users.active(address);
        if (!Passwords.matches(password, user.map(found -> found.passwordHash))) {
            return new Outcome.Wrong();
        }
        attempts.forget(byEmail);
        // Only this one is taken back: else an own account would buy a guesser new attempts.
        attempts.takeBack(byAddress);
        var known = user.orElseThrow();
        return new Outcome.Welcome(sessions.open(known.id, ip, userAgent), known);
    }

    /** An IPv6 customer has a whole /64. */
    static String network(String ip) {
        try {
            var bytes = InetAddress.ofLiteral(ip).getAddress();
            return HexFormat.of().formatHex(bytes.length == 4 ? bytes : Arrays.copyOf(bytes, 8));
        } catch (IllegalArgumentException e) {
            return ip;
        }
    }
}
