package tocsin.sentry;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * The address that an SDK is given: where to send, and for which project.
 *
 * @param base scheme, host, port and path before the project, without a slash at the end
 * @param publicKey 32 lower-case hexadecimal digits
 */
public record Dsn(URI base, String publicKey, long project) {

    /** Empty when the text is no DSN; a secret part, which old ones have, is ignored. */
    public static Optional<Dsn> parse(String text) {
        try {
            var uri = new URI(text.strip());
            var key = uri.getRawUserInfo() == null ? Optional.<String>empty() : key(uri.getRawUserInfo());
            var path = uri.getRawPath();
            if (key.isEmpty() || uri.getScheme() == null || uri.getHost() == null || path == null) {
                return Optional.empty();
            }
            var slash = path.lastIndexOf('/');
            var project = Long.parseLong(path, slash + 1, path.length(), 10);
            // As it was sent: put together of its parts, what is escaped would be escaped again
            var address = uri.getRawAuthority().substring(uri.getRawUserInfo().length() + 1);
            var base = new URI(uri.getScheme() + "://" + address + path.substring(0, Math.max(slash, 0)));
            return project < 0 ? Optional.empty() : Optional.of(new Dsn(base, key.get(), project));
        } catch (URISyntaxException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Empty when it is not a public key as we give them out. */
    static Optional<String> publicKey(String text) {
        if (text.length() != 32) {
            return Optional.empty();
        }
        for (var i = 0; i < 32; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return Optional.empty();
            }
        }
        return Optional.of(text.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> key(String userInfo) {
        var colon = userInfo.indexOf(':');
        return publicKey(colon < 0 ? userInfo : userInfo.substring(0, colon));
    }

    @Override
    public String toString() {
        return base.getScheme() + "://" + publicKey + "@" + base.getRawAuthority() + base.getRawPath() + "/" + project;
    }
}
