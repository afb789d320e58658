package tocsin.grouping;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tocsin.sentry.SentryEvent.Frame;

/** Where a frame's code stands, as the next release and the next machine would say it too. */
final class CodePlace {

    static final String PAGE = "<page>";

    private static final int MAX_LENGTH = 500;

    private static final Set<String> NOWHERE = Set.of(
            "",
            "<anonymous>",
            "<unknown>",
            "<unknown module>",
            "(unknown)",
            "[native code]",
            "native code",
            "native",
            "?");
    // Proxies and lambdas are classes that the running program makes and numbers
    private static final List<String> JVM_GENERATED = List.of("$$", "$HibernateProxy$", "$MockitoMock$", "$ByteBuddy$");
    private static final List<String> JVM_COUNTED = List.of("$", "$Proxy", "_closure");
    private static final Pattern DOTNET_NESTED = Pattern.compile("\\+<.*|`\\d+|\\[.*");

    private CodePlace() {}

    /** Null when the frame does not say. */
    static String of(Frame frame, Family family) {
        var module = known(frame.module());
        var file = known(frame.filename() == null ? frame.absPath() : frame.filename());
        if (family == Family.BROWSER && file != null && FilePath.isPage(file)) {
            return PAGE;
        }
        if (module != null) {
            return module(module, family);
        }
        if (file != null) {
            return FilePath.name(file);
        }
        var binary = known(frame.packageName());
        return binary == null ? null : FilePath.last(binary).toLowerCase(Locale.ROOT);
    }

    /** As the program calls it, for people; null when the frame does not say. */
    static String shown(Frame frame) {
        if (known(frame.module()) != null) {
            return frame.module();
        }
        var file = known(frame.filename() == null ? frame.absPath() : frame.filename());
        var path = file == null ? known(frame.packageName()) : file;
        return path == null ? null : FilePath.last(path);
    }

    private static String known(String place) {
        if (place == null || NOWHERE.contains(place)) {
            return null;
        }
        return place.length() > MAX_LENGTH ? place.substring(place.length() - MAX_LENGTH) : place;
    }

    private static String module(String module, Family family) {
        return switch (family) {
            case JVM -> jvmClass(module);
            case DOTNET -> DOTNET_NESTED.matcher(module).replaceAll("");
            case BROWSER, NODE -> scriptModule(module);
            default -> module;
        };
    }

    private static String jvmClass(String name) {
        if (name.indexOf('$') < 0) {
            return name;
        }
        var end = name.length();
        for (var mark : JVM_GENERATED) {
            var at = name.indexOf(mark);
            end = at >= 0 && at < end ? at : end;
        }
        var kept = new StringBuilder(end);
        for (var at = 0; at < end; at++) {
            if (isDigit(name.charAt(at)) && isCounted(name, at)) {
                while (at + 1 < end && isDigit(name.charAt(at + 1))) {
                    at++;
                }
            } else {
                kept.append(name.charAt(at));
            }
        }
        return kept.toString();
    }

    private static boolean isCounted(String name, int end) {
        for (var mark : JVM_COUNTED) {
            if (name.startsWith(mark, end - mark.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static String scriptModule(String module) {
        if (module.indexOf('/') < 0 && !FilePath.isRelease(module)) {
            return FilePath.withoutHash(module);
        }
        var kept = new StringBuilder(module.length());
        for (var segment : module.split("/")) {
            if (!FilePath.isRelease(segment)) {
                kept.append(kept.isEmpty() ? "" : "/").append(FilePath.withoutHash(segment));
            }
        }
        return kept.toString();
    }
}
