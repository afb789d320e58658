package tocsin.grouping;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Paths of source files, without what bundlers, machines and releases put into them. */
final class FilePath {

    // Half of a project's files may have these names, so the folder tells them apart.
    private static final Set<String> COMMON_NAMES = Set.of(
            "index",
            "main",
            "mod",
            "lib",
            "__init__",
            "__main__",
            "page",
            "+page",
            "route",
            "layout",
            "+layout",
            "handler",
            "server",
            "+server");
    private static final Pattern SCRIPT = Pattern.compile("[cm]?[jt]sx?|vue|svelte|jsbundle|bundle|wasm|coffee|mjs");

    private static final Pattern HEX = Pattern.compile("(?=[a-fA-F]*\\d)(?=\\d*[a-fA-F])[0-9a-fA-F]{6,64}|\\d{5,}");
    private static final Pattern RELEASE = Pattern.compile("v?\\d+(?:[._-]\\d+)*|" + HEX);

    private FilePath() {}

    /** The file's name as the next build would call it. */
    static String name(String path) {
        var clean = withoutQuery(path);
        var name = last(clean);
        var dot = name.lastIndexOf('.');
        var stem = withoutHash(dot > 0 ? name.substring(0, dot) : name);
        var extension = dot > 0 ? name.substring(dot) : "";
        var bare = stem + extension;
        if (COMMON_NAMES.contains(stem)) {
            var folder = folder(clean);
            bare = folder == null ? bare : folder + '/' + bare;
        }
        return bare.toLowerCase(Locale.ROOT);
    }

    /** Code in a page is the same code whatever page it was loaded in. */
    static boolean isPage(String path) {
        var name = last(path);
        var dot = name.lastIndexOf('.');
        return dot < 0 || !SCRIPT.matcher(name).region(dot + 1, name.length()).matches();
    }

    /** The last part of a path, without a query. */
    static String last(String path) {
        var clean = withoutQuery(path);
        return clean.substring(Math.max(clean.lastIndexOf('/'), clean.lastIndexOf('\\')) + 1);
    }

    /** True of folders that are called by a version, a date or a hash. */
    static boolean isRelease(String folder) {
        return hasDigit(folder, 0, folder.length()) && RELEASE.matcher(folder).matches();
    }

    /** No version, date or hash is without, and to ask for it is cheap. */
    private static boolean hasDigit(String text, int from, int to) {
        for (var at = from; at < to; at++) {
            if (text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                return true;
            }
        }
        return false;
    }

    private static String withoutQuery(String path) {
        var query = path.indexOf('?');
        var fragment = path.indexOf('#');
        var end = query > 0 ? query : path.length();
        return path.substring(0, fragment > 0 && fragment < end ? fragment : end);
    }

    /** The nearest folder that is not named for a release; null when there is none. */
    private static String folder(String path) {
        var segments = path.split("[/\\\\]");
        for (var at = segments.length - 2; at >= 0; at--) {
            var segment = segments[at];
            if (!segment.isEmpty() && !segment.endsWith(":") && !isRelease(segment)) {
                return segment;
            }
        }
        return null;
    }

    /** "app.3f2a9b1c" and "index-DfG7h_2k" are "app" and "index": bundlers name files for their content. */
    static String withoutHash(String stem) {
        if (stem.indexOf('.') < 0 && stem.indexOf('-') < 0 && stem.indexOf('~') < 0) {
            return stem;
        }
        var kept = new StringBuilder(stem.length());
        var from = 0;
        for (var at = 0; at <= stem.length(); at++) {
            if (at == stem.length() || isSeparator(stem.charAt(at))) {
                if (!hasDigit(stem, from, at)
                        || !HEX.matcher(stem).region(from, at).matches()) {
                    kept.append(stem, from, Math.min(at + 1, stem.length()));
                }
                from = at + 1;
            }
        }
        var separator = kept.length() - 9;
        if (separator > 0 && ".-".indexOf(kept.charAt(separator)) >= 0 && isRandom(kept.substring(separator + 1))) {
            kept.setLength(separator);
        }
        while (!kept.isEmpty() && isSeparator(kept.charAt(kept.length() - 1))) {
            kept.setLength(kept.length() - 1);
        }
        return kept.isEmpty() ? stem : kept.toString();
    }

    private static boolean isSeparator(int character) {
        return character == '.' || character == '-' || character == '~';
    }

    /** A word of eight letters has at most one hump, and its digits stand together. */
    private static boolean isRandom(String part) {
        var humps = 0;
        var numbers = 0;
        for (var at = 0; at < part.length(); at++) {
            var isDigit = Character.isDigit(part.charAt(at));
            var before = at == 0 ? '-' : part.charAt(at - 1);
            numbers += isDigit && !Character.isDigit(before) ? 1 : 0;
            humps += Character.isUpperCase(part.charAt(at)) && Character.isLowerCase(before) ? 1 : 0;
        }
        var isLoud =
                part.chars().noneMatch(Character::isLowerCase) && part.chars().anyMatch(Character::isUpperCase);
        return humps >= 2 || numbers >= 2 || (numbers > 0 && (humps > 0 || isLoud));
    }
}
