package tocsin.grouping;

import java.util.regex.Pattern;

/** Names of C, C++, Objective-C, Swift and Rust functions without arguments, template arguments and compilers' marks. */
final class NativeName {

    private static final Pattern PREFIX =
            Pattern.compile("^(?:(?:non-)?virtual thunk to |specialized |merged |static |@objc "
                    + "|partial apply (?:forwarder )?for |(?:implicit )?closure #\\d+ (?:\\([^)]*+\\) )?in )++");
    private static final Pattern SUFFIX = Pattern.compile(
            "(?: \\[clone [^]]*+]|\\$VARIANT\\$\\w++|::h[0-9a-f]{16}"
                    + "|\\.(?:cold|isra|constprop|part|llvm|lto_priv|localalias)(?:\\.\\d++)*+|\\.\\d++| ?\\+ ?(?:0x[0-9a-fA-F]++|\\d++))++$");
    private static final Pattern BLOCK = Pattern.compile("^_*+\\d*+([-+]\\[.*]).*$");
    private static final Pattern NAMELESS_SPACE =
            Pattern.compile("`anonymous[ -]namespace'|\\(anonymous namespace\\)|\\?A0x[0-9a-f]++|_GLOBAL__N_1");
    private static final Pattern PER_FILE = Pattern.compile("_INTERNAL[0-9a-f]{8}::");
    private static final Pattern LAMBDA =
            Pattern.compile("lambda_[0-9a-f]{32}(?:_\\d++)?|\\{lambda\\([^)]*+\\)#\\d++}|'lambda\\d*'");
    private static final Pattern COUNTED = Pattern.compile("\\$_\\d++");
    private static final String RETURNS = ") -> ";

    private NativeName() {}

    static String of(String function) {
        if (isPlain(function)) {
            return function;
        }
        if (function.indexOf('[') >= 0) {
            var block = BLOCK.matcher(function);
            if (block.matches()) {
                return block.group(1);
            }
        }
        var name = function.indexOf(' ') >= 0 ? PREFIX.matcher(function).replaceFirst("") : function;
        name = mayHaveSuffix(name) ? SUFFIX.matcher(name).replaceFirst("") : name;
        name = name.contains("_INTERNAL") ? PER_FILE.matcher(name).replaceAll("") : name;
        name = mayBeNameless(name) ? NAMELESS_SPACE.matcher(name).replaceAll("{anonymous}") : name;
        name = name.contains("lambda") ? LAMBDA.matcher(name).replaceAll("lambda") : name;
        name = name.contains("$_") ? COUNTED.matcher(name).replaceAll("\\$_") : name;
        var returns = name.indexOf(RETURNS);
        if (returns >= 0) {
            name = name.substring(0, returns + 1);
        }
        return withoutReturnType(withoutArguments(name));
    }

    // An expression that does not match takes its time as well, so what most names lack is asked for first.

    private static boolean mayHaveSuffix(String name) {
        return name.indexOf('.') >= 0
                || name.indexOf('+') >= 0
                || name.contains("::h")
                || name.contains("[clone ")
                || name.contains("$VARIANT$");
    }

    private static boolean mayBeNameless(String name) {
        return name.contains("nonymous") || name.contains("?A0x") || name.contains("_GLOBAL__N_1");
    }

    /** True of most names, which need no work. */
    private static boolean isPlain(String name) {
        for (var at = 0; at < name.length(); at++) {
            var character = name.charAt(at);
            if (!Character.isLetterOrDigit(character) && character != '_' && character != ':' && character != '~') {
                return false;
            }
        }
        return !name.contains("::h")
                && !name.contains("_GLOBAL_")
                && !name.contains("_INTERNAL")
                && !name.contains("lambda_");
    }

    /** Drops "(int, char)" and makes "<int>" a "<T>", so that overloads and instances of one template are one function. */
    private static String withoutArguments(String name) {
        var kept = new StringBuilder(name.length());
        var depth = 0;
        for (var at = 0; at < name.length(); at++) {
            var character = name.charAt(at);
            if (depth == 0 && endsWithOperator(kept)) {
                at = copyOperator(name, at, kept);
            } else if (character == '(' || (character == '<' && (depth > 0 || followsName(kept)))) {
                if (depth++ == 0 && character == '<') {
                    kept.append("<T>");
                }
            } else if (depth > 0 && (character == ')' || (character == '>' && name.charAt(at - 1) != '-'))) {
                depth--;
            } else if (depth == 0) {
                kept.append(character);
            }
        }
        return kept.toString().strip();
    }

    private static boolean endsWithOperator(StringBuilder kept) {
        var length = kept.length();
        return length >= 8
                && kept.charAt(length - 1) == 'r'
                && kept.substring(length - 8).equals("operator")
                && (length == 8 || !Character.isJavaIdentifierPart(kept.charAt(length - 9)));
    }

    /** Copies the sign after "operator", whose brackets are its name. */
    private static int copyOperator(String name, int from, StringBuilder kept) {
        if (name.startsWith("()", from) || name.startsWith("[]", from)) {
            kept.append(name, from, from + 2);
            return from + 1;
        }
        var at = from;
        while (at < name.length() && "<>=-+*/%!&|^~,".indexOf(name.charAt(at)) >= 0) {
            kept.append(name.charAt(at++));
        }
        if (at == from) {
            kept.append(name.charAt(at++));
        }
        return at - 1;
    }

    private static boolean followsName(StringBuilder kept) {
        return !kept.isEmpty() && Character.isJavaIdentifierPart(kept.charAt(kept.length() - 1));
    }

    /** "void foo<T>" is foo<T>; a space within Rust's "<A as B>" or after "operator" belongs to the name. */
    private static String withoutReturnType(String name) {
        var text =
                name.endsWith(" const") ? name.substring(0, name.length() - 6).strip() : name;
        var depth = 0;
        var start = 0;
        for (var at = 0; at < text.length(); at++) {
            var character = text.charAt(at);
            if (character == '<') {
                depth++;
            } else if (character == '>') {
                depth--;
            } else if (character == ' ' && depth == 0 && !text.startsWith("operator", Math.max(0, at - 8))) {
                start = at + 1;
            }
        }
        return text.substring(start);
    }
}
