package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What the server and its PostgreSQL have used, from the kernel's own books. */
final class Usage {

    private static final Pattern PSS = Pattern.compile("(?m)^Pss: +(\\d+) kB");
    private static final long MILLIS_PER_TICK = 10;

    private final long server;
    private final Path postmasterPid;

    Usage(long server, Path postmasterPid) {
        this.server = server;
        this.postmasterPid = postmasterPid;
    }

    /** Memory in KB as PSS: what is shared counts once, so that sums are true. */
    record Memory(long server, long postgres) {

        Memory max(Memory other) {
            return server + postgres >= other.server + other.postgres ? this : other;
        }
    }

    /** Processor time in milliseconds. */
    record Cpu(long server, long postgres) {

        Cpu since(Cpu earlier) {
            return new Cpu(server - earlier.server, postgres - earlier.postgres);
        }
    }

    Memory memory() throws IOException {
        return new Memory(pss(server), postgres().stream().mapToLong(Usage::pss).sum());
    }

    long residentKilobytes() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc", String.valueOf(server), "statm"))
                        .split(" ")[1])
                * 4;
    }

    Cpu cpu() throws IOException {
        var postgres = 0L;
        for (var pid : postgres()) {
            postgres += ticks(pid, pid == postmaster());
        }
        return new Cpu(ticks(server, false) * MILLIS_PER_TICK, postgres * MILLIS_PER_TICK);
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(postmasterPid).getFirst().strip());
    }

    private List<Long> postgres() throws IOException {
        var postmaster = postmaster();
        var all = new ArrayList<>(List.of(postmaster));
        ProcessHandle.of(postmaster).ifPresent(handle -> handle.children().forEach(child -> all.add(child.pid())));
        return all;
    }

    private static long pss(long pid) {
        try {
            var found = PSS.matcher(Files.readString(Path.of("/proc", String.valueOf(pid), "smaps_rollup")));
            return found.find() ? Long.parseLong(found.group(1)) : 0;
        } catch (IOException e) {
            return 0; // It ended while we looked.
        }
    }

    /** The children that ended have left their time with PostgreSQL's first process. */
    private static long ticks(long pid, boolean withEndedChildren) {
        try {
            var stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            var own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return withEndedChildren ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException e) {
            return 0;
        }
    }
}
