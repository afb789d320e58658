package tocsin.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * A queue of records on disk. It has a directory of its own, locked while its process lives, so that processes on one
 * disk do not mix and whoever starts can tell which ones are left behind.
 */
public final class Spool implements AutoCloseable {

    private static final String LOCK = "lock";
    static final String SUFFIX = ".segment";
    static final String DAMAGED = ".damaged";
    static final String REFUSED = ".refused";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Logger LOG = Logger.getLogger(Spool.class);

    /**
     * What this process holds. The kernel's locks are the process's: to open a locked file a second time, and to close it,
     * gives the lock away.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final SpoolLimits limits;
    private final Sync disk;
    private final FileChannel lockFile;
    private boolean closed;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private FileChannel current;
    private long bytes;
    private long number;

    private Spool(Path directory, SpoolLimits limits, Sync disk, FileChannel lockFile) throws IOException {
        this.directory = directory;
        this.limits = limits;
        this.disk = disk;
        this.lockFile = lockFile;
        try (var files = Files.list(directory)) {
            for (var file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                segments.add(new Segment(file));
                bytes += Files.size(file);
                number = Long.parseLong(file.getFileName().toString().replace(SUFFIX, ""));
            }
        }
    }

    /** A new, empty spool under this directory, which is made if it is not there. */
    public static Spool create(Path base, SpoolLimits limits) throws IOException {
        return create(base, limits, Sync.DISK);
    }

    /** As {@link #create(Path, SpoolLimits)}, on a disk that somebody watches. */
    public static Spool create(Path base, SpoolLimits limits, Sync disk) throws IOException {
        while (true) {
            var directory = base.resolve(UUID.randomUUID().toString());
            Files.createDirectories(directory);
            sync(base, disk);
            // Another process that starts just now may take it for one that was left behind.
            var spool = lock(directory, limits, disk);
            if (spool.isPresent()) {
                return spool.get();
            }
        }
    }

    /** The spools under this directory whose processes have ended. They are the caller's from now on. */
    public static List<Spool> orphans(Path base, SpoolLimits limits) throws IOException {
        var orphans = new ArrayList<Spool>();
        if (Files.isDirectory(base)) {
            try (var directories = Files.list(base)) {
                for (var directory : directories.filter(Spool::isOne).sorted().toList()) {
                    lock(directory, limits, Sync.DISK).ifPresent(orphans::add);
                }
            }
        }
        return orphans;
    }

    /** Others may keep things beside it, a file system its own. */
    private static boolean isOne(Path directory) {
        return NAME.matcher(directory.getFileName().toString()).matches() && Files.isDirectory(directory);
    }

    private static Optional<Spool> lock(Path directory, SpoolLimits limits, Sync disk) {
        var held = directory.toAbsolutePath().normalize();
        if (!HELD.add(held)) {
            return Optional.empty();
        }
        FileChannel lockFile = null;
        try {
            lockFile = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lockFile.tryLock() != null && Files.exists(directory.resolve(LOCK))) {
                return Optional.of(new Spool(directory, limits, disk, lockFile));
            }
        } catch (IOException | RuntimeException e) {
            // Somebody was quicker and has removed it, or it is not ours to use: no reason to leave the others alone.
            LOG.debugf(e, "%s is no spool to be taken over", directory);
        }
        HELD.remove(held);
        close(lockFile);
        return Optional.empty();
    }

    private static void close(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debugf(e, "A lock could not be closed");
        }
    }

    /**
     * Writes the record and waits until the disk has it.
     *
     * @throws SpoolFull before a byte is written, when there is no room for it
     */
    public synchronized void append(byte[] record) throws IOException {
        var length = Segment.HEAD + record.length;
        if (closed) {
            throw new IOException("the spool is closed");
        }
        if (bytes + length > limits.maxBytes()) {
            throw new SpoolFull("the spool holds " + bytes + " bytes already");
        }
        if (Files.getFileStore(directory).getUsableSpace() - length < limits.floorBytes()) {
            throw new SpoolFull("the disk of the spool has less than " + limits.floorBytes() + " bytes left");
        }
        if (current == null) {
            begin();
        }
        var start = current.position();
        try {
            write(Segment.head(record));
            write(ByteBuffer.wrap(record));
            disk.force(current, false);
        } catch (IOException e) {
            undo(start, e);
            throw e;
        }
        bytes += length;
        if (current.position() >= limits.segmentBytes()) {
            roll();
        }
    }

    /** A record that was not written whole must not stand before the next one. */
    private void undo(long start, IOException cause) {
        try {
            current.truncate(start);
            current.position(start);
        } catch (IOException e) {
            cause.addSuppressed(e);
            roll();
        }
    }

    private void write(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            current.write(buffer);
        }
    }

    private void begin() throws IOException {
        var file = directory.resolve("%019d%s".formatted(++number, SUFFIX));
        current = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        segments.add(new Segment(file));
        sync(directory, disk);
    }

    /** The oldest segment, to which nothing is added any more. */
    public synchronized Optional<Segment> oldest() {
        if (segments.size() == 1 && current != null) {
            roll();
        }
        return Optional.ofNullable(segments.peek());
    }

    private void roll() {
        try {
            current.close();
        } catch (IOException e) {
            // Everything in it was synced, and nothing more will be written to it.
        }
        current = null;
    }

    /** What is in the oldest segment is kept elsewhere now. */
    public synchronized void remove(Segment segment) throws IOException {
        bytes -= segment.size();
        Files.delete(segment.file());
        segments.remove(segment);
    }

    /** Leaves a segment that cannot be read to the end where a person can look at it. */
    public synchronized void setAside(Segment segment) throws IOException {
        bytes -= segment.size();
        Files.move(segment.file(), Path.of(segment.file() + DAMAGED));
        segments.remove(segment);
    }

    /** Keeps a record that the database refuses where a person can look at it. */
    public synchronized void setAside(byte[] record) throws IOException {
        var file = directory.resolve(UUID.randomUUID() + REFUSED);
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (var buffer : List.of(Segment.head(record), ByteBuffer.wrap(record))) {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            disk.force(channel, false);
        }
        sync(directory, disk);
    }

    /** Bytes that wait. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Gives the directory back; removes it when nothing is in it. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (current != null) {
            roll();
        }
        try (var files = Files.list(directory)) {
            if (files.allMatch(file -> file.endsWith(LOCK))) {
                Files.delete(directory.resolve(LOCK));
                Files.delete(directory);
            }
        } finally {
            lockFile.close();
            HELD.remove(directory.toAbsolutePath().normalize());
        }
    }

    /** A file's name is durable when its directory is. */
    private static void sync(Path directory, Sync disk) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            disk.force(channel, true);
        }
    }
}
