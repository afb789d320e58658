package tocsin.installer.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;

/** The file systems that programs and data will lie on. */
record Disk(Host host) {

    private static final long GIGABYTE = 1L << 30;
    private static final int WRITES = 20;
    private static final Duration TOLERABLE = Duration.ofMillis(20);

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        var data = existing(host.data());
        space(data, findings);
        if (Files.isWritable(data)) {
            latency(syncTime(data), findings);
        }
        var programs = existing(host.at("/opt/tocsin"));
        if (isNoexec(programs)) {
            findings.add(Finding.error(
                    Code.E110,
                    programs + " is on a file system that is mounted noexec",
                    "Mount it without noexec, or another one at /opt/tocsin."));
        }
        return findings;
    }

    private static void space(Path data, List<Finding> findings) {
        try {
            var free = Files.getFileStore(data).getUsableSpace();
            var text = "%.1f GB are free for %s".formatted((double) free / GIGABYTE, data);
            if (free < 5 * GIGABYTE) {
                findings.add(
                        Finding.error(Code.E106, text + ", and 5 GB are needed", "Free some, or mount a larger one."));
            } else if (free < 20 * GIGABYTE) {
                findings.add(Finding.warning(Code.E106, text + ", and 20 GB are sensible", "Mount a larger one soon."));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void latency(Duration median, List<Finding> findings) {
        if (median.compareTo(TOLERABLE) > 0) {
            findings.add(Finding.warning(
                    Code.E107,
                    "a write takes " + median.toMillis() + " ms to be on the disk",
                    "Put /var/lib/tocsin on a faster disk."));
        }
    }

    /** The median of some small writes, each synced; the file has no name afterwards. */
    static Duration syncTime(Path directory) {
        try {
            var file = Files.createTempFile(directory, ".tocsinctl", ".sync");
            try (var channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                var times = new ArrayList<Long>();
                for (int i = 0; i < WRITES; i++) {
                    var begun = System.nanoTime();
                    channel.write(ByteBuffer.allocate(4096));
                    channel.force(false);
                    times.add(System.nanoTime() - begun);
                }
                return Duration.ofNanos(times.stream().sorted().toList().get(WRITES / 2));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNoexec(Path path) {
        try {
            var mount = path.toRealPath();
            var best = "";
            var options = "";
            for (var line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
                var fields = line.split(" ");
                if (mount.startsWith(fields[1]) && fields[1].length() >= best.length()) {
                    best = fields[1];
                    options = fields[3];
                }
            }
            return List.of(options.split(",")).contains("noexec");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path, or what is there of the way to it. */
    private static Path existing(Path path) {
        var there = path;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        return there;
    }
}
