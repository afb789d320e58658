package tocsin.sentry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a crash dump that say what crashed and where. Positions in it are claims of the sender: what lies outside
 * of the file, or is damaged, is left out.
 *
 * @param crash null when the dump was made without one
 */
public record Minidump(Instant at, System system, Crash crash, List<Module> modules) {

    private static final int SIGNATURE = 0x504d444d;
    private static final int MODULES = 4;
    private static final int EXCEPTION = 6;
    private static final int SYSTEM = 7;
    private static final int MODULE_SIZE = 108;
    private static final int MOST_STREAMS = 1_000;
    private static final int MOST_MODULES = 500;
    private static final int LONGEST_NAME = 1_024;

    /** {@code arch} by the name that SDKs use. */
    public record System(Os os, String version, String arch) {}

    /** Whose numbers a crash's code is. */
    public enum Os {
        WINDOWS("Windows"),
        MACOS("macOS"),
        IOS("iOS"),
        LINUX("Linux"),
        ANDROID("Android"),
        UNKNOWN("unknown");

        public final String label;

        Os(String label) {
            this.label = label;
        }

        static Os of(long platform) {
            return switch ((int) platform) {
                case 1, 2 -> WINDOWS;
                case 0x8101 -> MACOS;
                case 0x8102 -> IOS;
                case 0x8201 -> LINUX;
                case 0x8203 -> ANDROID;
                default -> UNKNOWN;
            };
        }
    }

    public record Crash(long code, long address, long thread) {}

    /** A program or library in memory; the ids are null when it has none. */
    public record Module(String file, long address, long size, String codeId, String debugId, String debugFile) {

        boolean holds(long place) {
            return Long.compareUnsigned(place, address) >= 0 && Long.compareUnsigned(place - address, size) < 0;
        }

        /** Without the path. */
        public String name() {
            return file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        }
    }

    private record Stream(int type, long position, int size) {}

    /** Empty when this is no minidump. */
    public static Optional<Minidump> read(Spill file) throws IOException {
        var head = at(file, 0, 32);
        if (head.limit() < 32 || head.getInt(0) != SIGNATURE) {
            return Optional.empty();
        }
        var system = new System(Os.UNKNOWN, null, null);
        Crash crash = null;
        var modules = List.<Module>of();
        for (var stream : streams(file, head)) {
            switch (stream.type) {
                case SYSTEM -> system = system(file, stream);
                case EXCEPTION -> crash = crash(file, stream);
                case MODULES -> modules = modules(file, stream);
                default -> {}
            }
        }
        return Optional.of(
                new Minidump(Instant.ofEpochSecond(Integer.toUnsignedLong(head.getInt(20))), system, crash, modules));
    }

    /** The module in whose memory the crash was. */
    public Optional<Module> culprit() {
        return crash == null
                ? Optional.empty()
                : modules.stream().filter(module -> module.holds(crash.address)).findFirst();
    }

    private static List<Stream> streams(Spill file, ByteBuffer head) throws IOException {
        var count = Math.clamp(Integer.toUnsignedLong(head.getInt(8)), 0, MOST_STREAMS);
        var directory = at(file, Integer.toUnsignedLong(head.getInt(12)), 12 * count);
        var streams = new ArrayList<Stream>();
        var types = new HashSet<Integer>();
        while (directory.remaining() >= 12) {
            var type = directory.getInt();
            var size = directory.getInt();
            var stream = new Stream(type, Integer.toUnsignedLong(directory.getInt()), Math.max(size, 0));
            // One of a kind: a directory that names the same modules a thousand times would take as long to read
            if (types.add(type)) {
                streams.add(stream);
            }
        }
        return streams;
    }

    private static System system(Spill file, Stream stream) throws IOException {
        var data = at(file, stream.position, 28);
        if (data.limit() < 28) {
            return new System(Os.UNKNOWN, null, null);
        }
        var arch =
                switch (Short.toUnsignedInt(data.getShort(0))) {
                    case 0 -> "x86";
                    case 5 -> "arm";
                    case 9 -> "x86_64";
                    case 12, 0x8003 -> "arm64";
                    default -> null;
                };
        return new System(
                Os.of(Integer.toUnsignedLong(data.getInt(20))),
                Integer.toUnsignedString(data.getInt(8)) + "." + Integer.toUnsignedString(data.getInt(12)) + "."
                        + Integer.toUnsignedString(data.getInt(16)),
                arch);
    }

    private static Crash crash(Spill file, Stream stream) throws IOException {
        var data = at(file, stream.position, 32);
        return data.limit() < 32
                ? null
                : new Crash(
                        Integer.toUnsignedLong(data.getInt(8)),
                        data.getLong(24),
                        Integer.toUnsignedLong(data.getInt(0)));
    }

    private static List<Module> modules(Spill file, Stream stream) throws IOException {
        var head = at(file, stream.position, 4);
        if (head.limit() < 4) {
            return List.of();
        }
        var count = Math.clamp(Integer.toUnsignedLong(head.getInt()), 0, MOST_MODULES);
        var modules = new ArrayList<Module>();
        for (int i = 0; i < count; i++) {
            var data = at(file, stream.position + 4 + (long) i * MODULE_SIZE, MODULE_SIZE);
            if (data.limit() == MODULE_SIZE) {
                modules.add(module(file, data));
            }
        }
        return List.copyOf(modules);
    }

    private static Module module(Spill file, ByteBuffer data) throws IOException {
        var size = Integer.toUnsignedLong(data.getInt(8));
        var record = at(file, Integer.toUnsignedLong(data.getInt(80)), Math.clamp(data.getInt(76), 0, LONGEST_NAME));
        var debug = Debug.of(record);
        return new Module(
                name(file, Integer.toUnsignedLong(data.getInt(20))),
                data.getLong(0),
                size,
                debug.codeId != null ? debug.codeId : String.format("%08x%x", data.getInt(16), size),
                debug.id,
                debug.file);
    }

    /** UTF-16 with its length in bytes before it. */
    private static String name(Spill file, long position) throws IOException {
        var length = at(file, position, 4);
        if (length.limit() < 4) {
            return "unknown";
        }
        var text = at(file, position + 4, Math.clamp(length.getInt(), 0, 2 * LONGEST_NAME));
        var name = ForeignText.clean(StandardCharsets.UTF_16LE.decode(text).toString());
        return name.isBlank() ? "unknown" : name;
    }

    /** By what a module's debug information is found. */
    private record Debug(String id, String codeId, String file) {

        private static final int RSDS = 0x53445352;
        private static final int BUILD_ID = 0x4270454c;

        static Debug of(ByteBuffer record) {
            if (record.limit() >= 24 && record.getInt(0) == RSDS) {
                var file = new byte[record.limit() - 24];
                record.get(24, file);
                return new Debug(
                        guid(record, 4) + (record.getInt(20) == 0 ? "" : "-" + Integer.toHexString(record.getInt(20))),
                        null,
                        ForeignText.clean(new String(file, StandardCharsets.UTF_8))
                                .strip());
            }
            if (record.limit() >= 20 && record.getInt(0) == BUILD_ID) {
                var id = new byte[record.limit() - 4];
                record.get(4, id);
                return new Debug(guid(record, 4), java.util.HexFormat.of().formatHex(id), null);
            }
            return new Debug(null, null, null);
        }

        private static String guid(ByteBuffer record, int at) {
            return String.format(
                    "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                    record.getInt(at),
                    record.getShort(at + 4),
                    record.getShort(at + 6),
                    record.get(at + 8),
                    record.get(at + 9),
                    record.get(at + 10),
                    record.get(at + 11),
                    record.get(at + 12),
                    record.get(at + 13),
                    record.get(at + 14),
                    record.get(at + 15));
        }
    }

    private static ByteBuffer at(Spill file, long position, int length) throws IOException {
        return ByteBuffer.wrap(file.read(position, length)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
