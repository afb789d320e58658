package tocsin.installer.preflight;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** How many files a service may have open here, whatever its unit asks for. */
final class OpenFiles {

    private static final int MAY_RAISE_LIMITS = 24;
    private static final Pattern CAPABILITIES = Pattern.compile("CapEff:\\s*(\\p{XDigit}+)");
    private static final Pattern HARD_LIMIT = Pattern.compile("Max open files\\s+\\d+\\s+(\\d+).*");

    private OpenFiles() {}

    /** Of the kernel; in a container whose systemd may not raise limits, what it began with. */
    static long allowed() {
        var kernel = Long.parseLong("0" + SystemFacts.first(Path.of("/proc/sys/fs/nr_open")));
        try {
            var systemd = Path.of("/proc/1");
            return Math.min(
                    kernel,
                    ofSystemd(
                            Files.readAllLines(systemd.resolve("status")),
                            Files.readAllLines(systemd.resolve("limits"))));
        } catch (IOException e) {
            return kernel;
        }
    }

    /** The limit under which it cannot go up, without one if it can. */
    static long ofSystemd(List<String> status, List<String> limits) {
        var mayRaise = status.stream()
                .map(CAPABILITIES::matcher)
                .filter(line -> line.matches())
                .anyMatch(line -> (Long.parseUnsignedLong(line.group(1), 16) >> MAY_RAISE_LIMITS & 1) == 1);
        return mayRaise
                ? Long.MAX_VALUE
                : limits.stream()
                        .map(HARD_LIMIT::matcher)
                        .filter(line -> line.matches())
                        .mapToLong(line -> Long.parseLong(line.group(1)))
                        .findFirst()
                        .orElse(Long.MAX_VALUE);
    }
}
