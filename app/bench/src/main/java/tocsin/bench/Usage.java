package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the server and its PostgreSQL have used, from the kernel's own books. */
final class Usage {

    private static final Pattern PSS = Pattern.compile("(?m)^Pss: +(\\d+) kB");
    private static final long MILLIS_PER_TICK = 10;

    private final List<Long> servers;
    private final boolean withDescendants;
    private final Optional<Path> postmasterPid;

    private Usage(List<Long> servers, boolean withDescendants, Optional<Path> postmasterPid) {
        this.servers = servers;
        this.withDescendants = withDescendants;
        this.postmasterPid = postmasterPid;
    }

    /** A server that is one process, whatever else it has started. */
    static Usage of(long server, Path postmasterPid) {
        return new Usage(List.of(server), false, Optional.of(postmasterPid));
    }

    /** A server that is several processes and all that they start. */
    static Usage ofTrees(List<Long> roots, Optional<Path> postmasterPid) {
        return new Usage(roots, true, postmasterPid);
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
        return new Memory(
                servers().mapToLong(Usage::pss).sum(),
                postgres().stream().mapToLong(Usage::pss).sum());
    }

    long residentKilobytes() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc", String.valueOf(servers.getFirst()), "statm"))
                        .split(" ")[1])
                * 4;
    }

    Cpu cpu() throws IOException {
        var server = servers().mapToLong(pid -> ticks(pid, withDescendants)).sum();
        var postgres = 0L;
        var postmaster = true;
        for (var pid : postgres()) {
            postgres += ticks(pid, postmaster);
            postmaster = false;
        }
        return new Cpu(server * MILLIS_PER_TICK, postgres * MILLIS_PER_TICK);
    }

    private Stream<Long> servers() {
        return withDescendants
                ? servers.stream().flatMap(root -> Stream.concat(Stream.of(root), descendants(root)))
                : servers.stream();
    }

    private static Stream<Long> descendants(long root) {
        return ProcessHandle.of(root).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
    }

    /** The first process of all, and then its children. */
    private List<Long> postgres() throws IOException {
        var all = new ArrayList<Long>();
        if (postmasterPid.isPresent()) {
            var postmaster = Long.parseLong(
                    Files.readAllLines(postmasterPid.get()).getFirst().strip());
            all.add(postmaster);
            ProcessHandle.of(postmaster).ifPresent(handle -> handle.children().forEach(child -> all.add(child.pid())));
        }
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

    /** The children that ended have left their time with the process that started them. */
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
