package tocsin.installer.backup;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Place;
import tocsin.installer.install.Part;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/**
 * What the bundled PostgreSQL has written since the beginning of the oldest backup, in segments: from a backup they lead to any
 * moment after it. The server keeps each when it is full or a minute old; backups take them to their store.
 */
public record DatabaseLog(Host host) {

    static final String FOLDER = "log/";

    private static final String SUFFIX = ".zst";
    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");
    private static final Pattern HISTORY = Pattern.compile("[0-9A-F]{8}\\.history");
    private static final Pattern START =
            Pattern.compile("\"Timeline\": (\\d+), \"Start-LSN\": \"([0-9A-F]+)/([0-9A-F]+)\"");
    private static final int SEGMENT_BITS = 24;
    private static final int TIMELINE = 8;

    /** Keeps a finished segment, as the server's account; one that was kept before must be the same. */
    public void keep(Path segment) {
        var kept = directory().resolve(segment.getFileName() + SUFFIX);
        try {
            if (Files.exists(kept)) {
                try (var there = new ZstdInputStream(Files.newInputStream(kept));
                        var here = Files.newInputStream(segment)) {
                    if (!sameContent(there, here)) {
                        throw new Refusal(
                                Code.E303,
                                kept + " is there with another content",
                                "Two servers write the same log: look which of them is restored from the other.");
                    }
                }
                return;
            }
            Archive.write(kept, Optional.empty(), Archive.compressed(segment));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes what is kept here to the store, and drops it here. */
    void send(Backups backups, Optional<Recipient> recipient) {
        for (var name : kept()) {
            var file = directory().resolve(name);
            var sealed = recipient.isPresent() ? directory().resolve(name + Archive.ENCRYPTED) : file;
            backups.reading(() -> {
                if (recipient.isPresent()) {
                    Archive.write(sealed, recipient, Archive.plain(file));
                }
                backups.store().put(FOLDER + sealed.getFileName(), sealed);
                Files.delete(file);
                Files.deleteIfExists(sealed);
                return name;
            });
        }
    }

    boolean isEmpty() {
        return kept().isEmpty();
    }

    /** The names in the store of what no backup needs that is kept. */
    List<String> superfluous(Backups backups, List<String> remaining) {
        var needed = remaining.stream()
                .map(backups::get)
                .map(backup -> backup.manifest().facts().getOrDefault("log", ""))
                .filter(start -> !start.isEmpty())
                .map(start -> start.substring(TIMELINE))
                .sorted()
                .findFirst();
        return backups.reading(() -> backups.store().names(FOLDER).stream()
                .filter(name -> SEGMENT.matcher(stem(name)).matches())
                .filter(name ->
                        needed.isEmpty() || stem(name).substring(TIMELINE).compareTo(needed.get()) < 0)
                .toList());
    }

    /** What leads from there on, each at its place in a directory from which the server takes it. */
    void fetch(Staging staging, String start, boolean segments) {
        var target = staging.part("wal");
        var owner = new Owner(host, Part.DATABASE.account());
        new Place(target, "rwx------", owner).step().carryOut();
        Predicate<String> wanted = name -> HISTORY.matcher(stem(name)).matches()
                || segments
                        && SEGMENT.matcher(stem(name)).matches()
                        && stem(name).substring(TIMELINE).compareTo(start.substring(TIMELINE)) >= 0;
        var backups = staging.backups();
        backups.reading(() -> {
            for (var name :
                    backups.store().names(FOLDER).stream().filter(wanted).toList()) {
                try (var content = backups.store().open(FOLDER + name)) {
                    unpack(staging.decrypted(name, content), target.resolve(stem(name)));
                }
            }
            for (var name : kept().stream().filter(wanted).toList()) {
                try (var content = Files.newInputStream(directory().resolve(name))) {
                    unpack(content, target.resolve(stem(name)));
                }
            }
            return target;
        });
        Place.give(target, owner);
    }

    /** What was committed up to now is kept, if the server runs that has it. */
    void flush() {
        var database = new Database(host, Database.Kind.BUNDLED);
        // A commit that is later than any moment that somebody may ask for, and then the end of the segment.
        if (!database.psql("select pg_current_xact_id();").isGood()) {
            return;
        }
        var segment = database.ask("select pg_walfile_name(pg_switch_wal());");
        for (int i = 0; i < 300 && !isKept(database, segment); i++) {
            pause();
        }
    }

    private static boolean isKept(Database database, String segment) {
        return database.ask("select coalesce(last_archived_wal >= '" + segment + "', false) from pg_stat_archiver;")
                .equals("t");
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The first segment that a copy of the database needs, of PostgreSQL's own list of its files. */
    static String start(String list) {
        var matcher = START.matcher(list);
        if (!matcher.find()) {
            return "";
        }
        var low = Long.parseLong(matcher.group(3), 16) >> SEGMENT_BITS;
        return "%08X%08X%08X".formatted(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2), 16), low);
    }

    private List<String> kept() {
        if (!Files.isDirectory(directory())) {
            return List.of();
        }
        try (var files = Files.list(directory())) {
            return new ArrayList<>(files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path directory() {
        return host.data().resolve("wal");
    }

    private static void unpack(InputStream content, Path target) throws IOException {
        try (var segment = new ZstdInputStream(content)) {
            Files.copy(segment, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean sameContent(InputStream one, InputStream other) throws IOException {
        var length = 1 << 16;
        while (true) {
            var first = one.readNBytes(length);
            if (!java.util.Arrays.equals(first, other.readNBytes(length))) {
                return false;
            }
            if (first.length == 0) {
                return true;
            }
        }
    }

    private static String stem(String name) {
        return name.replaceFirst("\\.zst(\\.age)?$", "");
    }
}
