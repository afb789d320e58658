package tocsin.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.sentry.SentryEvent.Frame;

/** The name of the library that a frame is from, as far as its path or module tells. */
final class Library {

    /** Where package managers put what others wrote; the first group that matches is its name. */
    private static final Pattern INSTALLED =
            Pattern.compile("(?:node_modules|site-packages|dist-packages)/(@[^/]+/[^/]+|[^/]+?)(?:\\.py)?(?:/|$)"
                    + "|/gems/([^/]+?)-\\d[^/]*/"
                    + "|/vendor/([^/]+/[^/]+)/"
                    + "|/pkg/mod/([^@]+)@");

    private static final List<String> DOMAINS =
            List.of("org", "com", "io", "net", "de", "fr", "dev", "jakarta", "javax");

    private Library() {}

    static String of(Frame frame) {
        var path = frame.absPath() != null ? frame.absPath() : frame.filename();
        if (path != null) {
            var match = INSTALLED.matcher(path.replace('\\', '/'));
            if (match.find()) {
                return Stream.of(1, 2, 3, 4)
                        .map(match::group)
                        .filter(name -> name != null)
                        .findFirst()
                        .orElseThrow();
            }
            if (path.startsWith("node:")) {
                return "node";
            }
        }
        if (frame.module() != null && !frame.module().isBlank()) {
            return ofModule(frame.module());
        }
        if (frame.packageName() != null) {
            return frame.packageName()
                    .substring(frame.packageName().replace('\\', '/').lastIndexOf('/') + 1);
        }
        return "";
    }

    /** “express”, “express and node”, “express, node and others”; null when nothing is known. */
    static String names(Collection<Frame> frames) {
        var names = frames.stream()
                .map(Library::of)
                .filter(name -> !name.isBlank())
                .collect(Collectors.groupingBy(name -> name, java.util.LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .map(java.util.Map.Entry::getKey)
                .toList();
        return switch (names.size()) {
            case 0 -> null;
            case 1 -> names.getFirst();
            case 2 -> names.get(0) + " and " + names.get(1);
            default -> names.get(0) + ", " + names.get(1) + " and others";
        };
    }

    private static String ofModule(String module) {
        if (module.contains("/")) {
            return Arrays.stream(module.split("/")).limit(3).collect(Collectors.joining("/"));
        }
        var parts = module.split("\\.");
        return Arrays.stream(parts)
                .limit(DOMAINS.contains(parts[0]) ? 3 : 1)
                .filter(part -> part.equals(parts[0]) || !Character.isUpperCase(part.charAt(0)))
                .collect(Collectors.joining("."));
    }
}
