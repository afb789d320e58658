package tocsin.grouping;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tocsin.sentry.SentryEvent.Frame;

/**
 * A function's name without what compilers count or invent, so that the next build calls it the same.
 *
 * @param text null when nobody knows it
 * @param anonymous when the name alone does not tell one function of a file from the next
 */
record FunctionName(String text, boolean anonymous) {

    private static final FunctionName UNKNOWN = new FunctionName(null, true);
    private static final int MAX_LENGTH = 500;
    private static final int LONGEST_NAMELESS = 25;

    private static final Set<String> NAMELESS = Set.of(
            "",
            "?",
            "??",
            "???",
            "anonymous",
            "anonymous function",
            "anonymous closure",
            "unknown",
            "redacted",
            "eval",
            "eval code",
            "global code",
            "module code",
            // what is left of a name that was taken out before the event was shown to strangers
            "stripped application code",
            "stripped_application_code");
    // lambda$main$0, foo$lambda$3, access$1700, $anonfun$run$1: the numbers shift when a neighbour is added
    private static final Pattern JVM_COUNTER = Pattern.compile("\\$(?:\\d+|[0-9a-f]{8})(?=\\$|$)|(?<=\\$lambda)-\\d+");
    private static final Pattern PHP_CLOSURE = Pattern.compile("\\{closure[^}]*+}");
    private static final Pattern PHP_CLASS = Pattern.compile("class@anonymous.*?(?=::|$)");
    private static final Pattern RUBY_BLOCK =
            Pattern.compile("^(?:(?:block|rescue|ensure|else)(?: \\(\\d{1,3} levels?\\))? in )+");
    private static final Pattern RUBY_TEMPLATE = Pattern.compile("__+\\d+_\\d+$");
    private static final Pattern GO_CLOSURE = Pattern.compile("\\b(func|gowrap|deferwrap)\\d+(?:\\.\\d+)*+");
    private static final Pattern DOTNET_STATE = Pattern.compile("^.*\\+<(\\w+)>d__\\d+.*$");
    private static final Pattern DOTNET_LOCAL = Pattern.compile("^<\\w*>g__(\\w+)\\|.*$");
    private static final Pattern DOTNET_LAMBDA = Pattern.compile("^<(\\w*)>b__.*$");
    private static final Pattern DOTNET_GENERIC = Pattern.compile("`\\d+|\\[.*|\\(.*|(?<=^lambda_method)\\d+");
    private static final Pattern SCRIPT_ALIAS = Pattern.compile(" \\[as [^]]*+]$");
    private static final Pattern SCRIPT_PREFIX = Pattern.compile("^(?:async |new |get |set |static )+\\*?");

    static FunctionName of(Frame frame, Family family) {
        var name = frame.function() == null ? "" : frame.function().strip();
        if (name.length() > MAX_LENGTH) {
            name = name.substring(0, MAX_LENGTH);
        }
        if (isNameless(name)) {
            return UNKNOWN;
        }
        return switch (family) {
            case JVM ->
                name.indexOf('$') < 0
                        ? new FunctionName(name, false)
                        : named(JVM_COUNTER.matcher(name).replaceAll("\\$"));
            case BROWSER, NODE -> script(name);
            case PYTHON -> new FunctionName(name, name.endsWith("<lambda>"));
            case PHP -> php(name);
            case RUBY ->
                name.indexOf(' ') < 0 && !name.contains("__")
                        ? named(name)
                        : named(RUBY_TEMPLATE
                                .matcher(RUBY_BLOCK.matcher(name).replaceFirst(""))
                                .replaceFirst(""));
            case GO ->
                name.contains("func") || name.contains("wrap")
                        ? named(GO_CLOSURE.matcher(name).replaceAll("$1").replace("-fm", ""))
                        : named(name.replace("-fm", ""));
            case DOTNET -> dotnet(name, frame.module());
            case NATIVE -> named(NativeName.of(name));
            case OTHER -> new FunctionName(name, false);
        };
    }

    private static boolean isNameless(String name) {
        var bare = name;
        if (bare.length() > 1
                && "<([".indexOf(bare.charAt(0)) >= 0
                && ">)]".indexOf(bare.charAt(bare.length() - 1)) >= 0) {
            bare = bare.substring(1, bare.length() - 1);
        }
        return bare.length() <= LONGEST_NAMELESS
                && (NAMELESS.contains(bare.toLowerCase(Locale.ROOT)) || isAddress(bare));
    }

    private static boolean isAddress(String name) {
        var from = name.startsWith("0x") ? 2 : 0;
        var digits = 0;
        for (var at = from; at < name.length(); at++) {
            var character = name.charAt(at);
            if (character >= '0' && character <= '9') {
                digits++;
            } else if (!(character >= 'a' && character <= 'f') && !(character >= 'A' && character <= 'F')) {
                return false;
            }
        }
        return from > 0 ? name.length() > from : digits > 0 && name.length() >= 8 && name.length() <= 16;
    }

    private static FunctionName named(String name) {
        return isNameless(name) ? UNKNOWN : new FunctionName(name, false);
    }

    /** "Foo.prototype.bar [as baz]" is bar; a trailing "<" is how Firefox writes a function within. */
    private static FunctionName script(String function) {
        var name = function;
        if (name.indexOf(' ') >= 0) {
            name = SCRIPT_PREFIX
                    .matcher(SCRIPT_ALIAS.matcher(name).replaceFirst(""))
                    .replaceFirst("");
        }
        while (name.endsWith("<")) {
            name = name.substring(0, name.length() - 1);
        }
        name = name.substring(name.lastIndexOf('/') + 1);
        return named(name.substring(name.lastIndexOf('.') + 1));
    }

    private static FunctionName php(String function) {
        if (function.indexOf('{') < 0 && function.indexOf('@') < 0) {
            return named(function);
        }
        var name = PHP_CLASS.matcher(function).replaceAll("class@anonymous");
        name = PHP_CLOSURE.matcher(name).replaceAll("{closure}");
        return new FunctionName(name, name.endsWith("{closure}"));
    }

    /** An async method runs as MoveNext of a class that carries its name. */
    private static FunctionName dotnet(String function, String module) {
        if (module != null && function.equals("MoveNext")) {
            var state = DOTNET_STATE.matcher(module);
            return state.matches() ? named(state.group(1)) : named(function);
        }
        if (function.startsWith("<")) {
            var local = DOTNET_LOCAL.matcher(function);
            if (local.matches()) {
                return named(local.group(1));
            }
            var lambda = DOTNET_LAMBDA.matcher(function);
            if (lambda.matches()) {
                return new FunctionName(lambda.group(1) + " lambda", true);
            }
        }
        return named(DOTNET_GENERIC.matcher(function).replaceAll(""));
    }
}
