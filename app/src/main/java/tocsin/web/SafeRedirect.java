package tocsin.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where {@code next=} may lead: to a path of our own, and nowhere else. */
public final class SafeRedirect {

    private static final int LONGEST = 2_000;

    /** {@code /./} and {@code /../} are resolved by the browser, to something that was not looked at. */
    private static final Pattern DOTS = Pattern.compile("/\\.{1,2}(/|$)");

    private SafeRedirect() {}

    /** The wish when it stays with us, otherwise the other place. */
    public static URI to(String wish, String otherwise) {
        return within(wish).orElseGet(() -> URI.create(otherwise));
    }

    /**
     * Browsers read {@code \} as {@code /}, drop tabs and line ends, and take {@code //host} for another host; so a path
     * may hold none of them, also when they are written in percent.
     */
    private static Optional<URI> within(String wish) {
        if (wish == null
                || wish.length() > LONGEST
                || !wish.startsWith("/")
                || wish.chars().anyMatch(c -> c <= ' ' || c == '\\' || c >= 0x7f)) {
            return Optional.empty();
        }
        try {
            var uri = new URI(wish);
            var path = uri.getPath();
            var leaves = uri.getRawAuthority() != null
                    || wish.startsWith("//")
                    || path.contains("//")
                    || path.contains("\\")
                    || path.chars().anyMatch(Character::isISOControl)
                    || DOTS.matcher(path).find();
            return leaves ? Optional.empty() : Optional.of(uri);
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
