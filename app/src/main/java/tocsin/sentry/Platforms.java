package tocsin.sentry;

import java.util.Locale;
import java.util.Set;

/** The platforms by which SDKs name their language. */
final class Platforms {

    static final String OTHER = "other";

    private static final Set<String> KNOWN = Set.of(
            "as3",
            "c",
            "cfml",
            "cocoa",
            "csharp",
            "elixir",
            "go",
            "groovy",
            "haskell",
            "java",
            "javascript",
            "native",
            "node",
            "objc",
            OTHER,
            "perl",
            "php",
            "python",
            "ruby");

    private Platforms() {}

    /** One of the list; {@code other} for all the rest. */
    static String known(String platform) {
        var name = platform.strip().toLowerCase(Locale.ROOT);
        return KNOWN.contains(name) ? name : OTHER;
    }
}
