package tocsin.command.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A PostgreSQL server of our own on loopback, with its data in one directory.
 *
 * <p>{@code pg_ctl} puts it into a session of its own, so that a signal to our process group does not take the
 * database from under a server that is still draining.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    public static final String SUPERUSER = "postgres";

    /** For data that nobody will miss: no waiting for the disk. */
    public static final Map<String, String> WITHOUT_DURABILITY =
            Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off");

    /**
     * For two processors and 4 GB beside Tocsin: batches of small rows, written once and read seldom. Less memory of its own,
     * because the kernel keeps the same pages; fewer checkpoints, after each of which every page is logged whole once; no
     * machine code for statements that take a millisecond; and none of the processes that wait for work which never comes,
     * reading ahead for queries that find their pages in the kernel, and logical replication.
     */
    private static final Map<String, String> TUNING = Map.of(
            "shared_buffers", "32MB",
            "checkpoint_timeout", "15min",
            "jit", "off",
            "update_process_title", "off",
            "autovacuum_max_workers", "2",
            "max_logical_replication_workers", "0",
            // Told here because initdb makes them fit its small segments.
            "max_wal_size", "1GB",
            "min_wal_size", "80MB");

    private static final int FIRST_WITH_IO_METHODS = 18;

    private final Cluster cluster;
    private final DirectoryLock lock;
    private final int port;
    private final List<String> options;
    private boolean closed;

    private EmbeddedPostgres(Cluster cluster, DirectoryLock lock, int port, List<String> options) {
        this.cluster = cluster;
        this.lock = lock;
        this.port = port;
        this.options = options;
    }

    public static EmbeddedPostgres start(Path directory) {
        return start(directory, Distribution.locate(Optional.empty()), Map.of());
    }

    public static EmbeddedPostgres start(Path directory, Distribution distribution, Map<String, String> settings) {
        return start(directory, distribution, settings, silence -> {});
    }

    /**
     * Starts on the data of the directory, which is made when it is empty; a server that was left behind is stopped.
     *
     * @param progress hears every few seconds of a start that takes long
     */
    public static EmbeddedPostgres start(
            Path directory, Distribution distribution, Map<String, String> settings, Consumer<String> progress) {
        var lock = DirectoryLock.take(directory);
        try {
            var cluster = new Cluster(directory.toAbsolutePath(), distribution, Account.available());
            cluster.prepare();
            var port = freePort();
            var options = options(port, Integer.parseInt(distribution.majorVersion()), settings);
            cluster.start(options, progress);
            return new EmbeddedPostgres(cluster, lock, port, options);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public int port() {
        return port;
    }

    public String password() {
        return cluster.password();
    }

    /** The process of PostgreSQL itself. */
    public long pid() {
        return cluster.runningPid().orElseThrow(() -> new PostgresFailed("PostgreSQL is not running any more."));
    }

    /** Starts it again, at the same address, when it has ended although nobody told it to; false when it has not. */
    public synchronized boolean startAgainIfGone(Consumer<String> progress) {
        if (closed || cluster.runningPid().isPresent()) {
            return false;
        }
        cluster.prepareAgain();
        cluster.start(options, progress);
        return true;
    }

    /** Breaks its connections, writes everything and waits for the end. */
    @Override
    public synchronized void close() {
        closed = true;
        try {
            cluster.stop();
        } finally {
            lock.close();
        }
    }

    private static List<String> options(int port, int version, Map<String, String> settings) {
        var options = new ArrayList<>(List.of(
                "port=" + port, "listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100"));
        var all = new TreeMap<>(TUNING);
        if (version >= FIRST_WITH_IO_METHODS) {
            all.put("io_method", "sync");
        }
        all.putAll(settings);
        all.forEach((name, value) -> options.add(name + "=" + value));
        return options;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new PostgresFailed("No free port on the loopback address: " + e.getMessage(), e);
        }
    }
}
