package tocsin.fuzz;

import com.code_intelligence.jazzer.Jazzer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command {@code make fuzz}: looks for inputs that break a target, guided by the branches they take. What it learns
 * stays in {@code app/target/fuzz}, and the next run goes on from there.
 */
public final class Fuzz {

    /** Decoders of others are watched as well: what breaks in them breaks us. */
    private static final String WATCHED = "tocsin.**:io.airlift.compress.**:org.brotli.**";

    /**
     * Jazzer's checks for injections, which are no matter of parsers: to prepare them takes longer than our share of a test;
     * and its way through regular expressions, for which it takes tens of megabytes where ours are measured.
     */
    private static final List<String> UNWATCHED = List.of(
            "ClojureLangHooks",
            "Deserialization",
            "ExpressionLanguageInjection",
            "FilePathTraversal",
            "LdapInjection",
            "NamingContextLookup",
            "OsCommandInjection",
            "ReflectiveCall",
            "RegexInjection",
            "RegexRoadblocks",
            "ScriptEngineInjection",
            "ServerSideRequestForgery",
            "SqlInjection",
            "UnsafeSanitizer",
            "XPathInjection");

    private Fuzz() {}

    /** Ends the process: 0 when nothing was found, 77 when something was. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 0 || arguments.length % 2 == 0) {
            System.err.println("fuzz TARGET [--executions N] [--seconds N] [--seed N] [--folder PATH]");
            System.err.println("TARGET is one of " + Target.names());
            System.exit(2);
        }
        Jazzer.main(options(arguments).toArray(String[]::new));
    }

    private static List<String> options(String[] arguments) throws IOException {
        var name = arguments[0];
        var longest = Target.all(name).stream()
                .mapToInt(target -> target.make().longest())
                .max()
                .orElseThrow();
        var folder = Path.of("target", "fuzz");
        var options = new ArrayList<String>();
        for (var i = 1; i < arguments.length; i += 2) {
            var value = arguments[i + 1];
            switch (arguments[i]) {
                case "--executions" -> options.add("-runs=" + Long.parseLong(value));
                case "--seconds" -> options.add("-max_total_time=" + Long.parseLong(value));
                case "--seed" -> options.add("-seed=" + Long.parseLong(value));
                case "--folder" -> folder = Path.of(value);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
        var learnt = Files.createDirectories(folder.resolve(name).resolve("learnt"));
        var seeds = Files.createDirectories(folder.resolve(name).resolve("seeds"));
        var found = Files.createDirectories(folder.resolve(name).resolve("found"));
        System.setProperty(FuzzEntry.TARGET, name);
        System.setProperty(FuzzEntry.SEEDS, seeds.toString());
        options.addAll(List.of(
                "--target_class=" + FuzzEntry.class.getName(),
                "--instrumentation_includes=" + WATCHED,
                "--instrumentation_excludes=tocsin.fuzz.**",
                "--custom_hook_includes=" + WATCHED,
                "--disabled_hooks="
                        + UNWATCHED.stream()
                                .map(hooks -> "com.code_intelligence.jazzer.sanitizers." + hooks)
                                .collect(Collectors.joining(":")),
                "--reproducer_path=" + found,
                "-artifact_prefix=" + found + "/",
                "-max_len=" + (longest + 1),
                "-timeout=20",
                "-rss_limit_mb=0",
                learnt.toString(),
                seeds.toString()));
        return options;
    }
}
