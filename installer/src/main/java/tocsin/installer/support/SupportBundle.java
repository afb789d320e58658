package tocsin.installer.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import tocsin.config.Option;
import tocsin.installer.host.Host;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Tree;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;
import tocsin.installer.settings.SettingsFile;

/** An archive for support, for root's eyes until root sends it. */
public final class SupportBundle {

    private static final long MOST_OF_ONE = 8L << 20;
    private static final long MOST_OF_ALL = 64L << 20;

    private final Host host;
    private final List<Source> sources;

    /** @param doctor makes the doctor's findings, as JSON */
    public SupportBundle(Host host, String since, Supplier<String> doctor) {
        this.host = host;
        this.sources = new Sources(host, since, doctor).all();
    }

    /**
     * One file of the archive.
     *
     * @param problem empty where it was collected
     */
    public record Item(String name, String from, long bytes, int redactions, String problem) {

        public Map<String, Object> asMap() {
            var map = new LinkedHashMap<String, Object>();
            map.put("name", name);
            map.put("from", from);
            map.put("bytes", bytes);
            map.put("redactions", redactions);
            map.put("problem", problem);
            return map;
        }

        private String line() {
            return name + "\t" + bytes + "\t" + redactions + "\t" + from + (problem.isEmpty() ? "" : "\t" + problem);
        }
    }

    /** What would be collected, and from where. */
    public List<Item> rehearsed() {
        return sources.stream()
                .map(source -> new Item(source.name(), source.from(), 0, 0, ""))
                .toList();
    }

    /** Writes it where nobody but its owner may read it, whole or not at all. */
    public List<Item> write(Path archive) {
        var beside = archive.resolveSibling("." + archive.getFileName() + ".new");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(
                    beside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            var directory = Files.createTempDirectory("tocsin-support");
            try {
                var items = collect(directory);
                Processes.demand(
                        "tar",
                        "--create",
                        "--gzip",
                        "--owner=0",
                        "--group=0",
                        "--mode=u=rwX,go=",
                        "--file=" + beside,
                        "--directory=" + directory,
                        ".");
                Files.move(beside, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return items;
            } finally {
                new Tree(directory).delete();
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new Refusal(
                    Code.E716,
                    "cannot write " + archive + ": " + e.getMessage(),
                    "Name another file with --output, on a disk with room.",
                    e);
        }
    }

    private List<Item> collect(Path directory) throws IOException {
        var redaction = Redaction.of(secrets());
        var items = new ArrayList<Item>();
        var room = MOST_OF_ALL;
        for (var source : sources) {
            var item = collect(source, redaction, directory, Math.min(MOST_OF_ONE, room));
            items.add(item);
            room = Math.max(1 << 16, room - item.bytes());
        }
        var contents = new StringBuilder("file\tbytes\ttaken out\tfrom\n");
        items.forEach(item -> contents.append(item.line()).append('\n'));
        Files.writeString(directory.resolve("CONTENTS"), contents);
        return items;
    }

    private static Item collect(Source source, Redaction redaction, Path directory, long most) {
        try (var stream = source.opening().open()) {
            var written = RedactedFile.write(stream, redaction, directory.resolve(source.name()), most);
            return new Item(
                    source.name(),
                    source.from(),
                    written.bytes(),
                    written.redactions(),
                    written.isCut() ? "only its end" : "");
        } catch (IOException | UncheckedIOException | Refusal e) {
            // What it says may have a secret in it as well.
            return new Item(
                    source.name(),
                    source.from(),
                    0,
                    0,
                    redaction.line(String.valueOf(e.getMessage())).text());
        }
    }

    /** Every file of credentials, and what stands where no secret should. */
    private List<String> secrets() throws IOException {
        var secrets = new ArrayList<String>();
        if (Files.isDirectory(host.credentials())) {
            try (var files = Files.walk(host.credentials())) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    secrets.add(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        var values = SettingsFile.read(host.settings()).values();
        for (var option : Option.values()) {
            if (option.isSecret() && values.containsKey(option.environmentName())) {
                secrets.add(values.get(option.environmentName()));
            }
        }
        return List.copyOf(new TreeSet<>(secrets));
    }
}
