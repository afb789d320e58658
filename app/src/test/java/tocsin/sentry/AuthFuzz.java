package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import tocsin.fuzz.FuzzTarget;

/**
 * Lines stand for the headers, the query's parts and a DSN. They name a key, or fail in the one way; a DSN that is
 * understood is understood again as it is written.
 */
public final class AuthFuzz implements FuzzTarget {

    private static final String KEY = "e12d836b15bb49d7bbf99e64295d995b";

    @Override
    public void check(byte[] input) throws IOException {
        var lines = new String(input, UTF_8).split("\n", 6);
        try {
            var auth = SentryAuth.of(
                    line(lines, 0), line(lines, 1), line(lines, 2), line(lines, 3), line(lines, 4), line(lines, 5));
            if (!auth.publicKey().matches("[0-9a-f]{32}") || auth.version() < 2 || auth.version() > 7) {
                throw new AssertionError(auth.toString());
            }
        } catch (AuthFailure expected) {
            // As it should be
        }
        for (var line : lines) {
            Dsn.parse(line).ifPresent(AuthFuzz::sameAgain);
        }
    }

    private static void sameAgain(Dsn dsn) {
        var again = Dsn.parse(dsn.toString());
        if (!again.equals(Optional.of(dsn))) {
            throw new AssertionError(dsn + " becomes " + again);
        }
    }

    private static String line(String[] lines, int which) {
        return which < lines.length && !lines[which].isEmpty() ? lines[which] : null;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                ("Sentry sentry_version=7, sentry_key=" + KEY + ", sentry_client=sentry.python/2.20.0").getBytes(UTF_8),
                ("\nSentry sentry_key=" + KEY + ", sentry_timestamp=1, sentry_secret=x").getBytes(UTF_8),
                ("\n\n" + KEY + "\n7\nsentry.javascript.browser/8.0").getBytes(UTF_8),
                ("\n\n\n\n\nhttps://" + KEY + ":secret@errors.example:8443/a/b/42").getBytes(UTF_8),
                ("http://" + KEY + "@[::1]/1").getBytes(UTF_8));
    }

    @Override
    public int longest() {
        return 512;
    }
}
