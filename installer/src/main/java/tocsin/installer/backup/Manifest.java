package tocsin.installer.backup;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/**
 * What a backup consists of. It is written last, so a backup without one is none. A line is a word and more, separated by
 * tabs; the last one has the SHA-256 of all others, so that a piece of it is not taken for the whole.
 *
 * @param facts version, schema, kind, when it was begun and ended, who can decrypt it
 * @param census what was in the database, before it was copied and afterwards
 */
record Manifest(Map<String, String> facts, Census.Range census, List<Entry> files) {

    static final String NAME = "manifest";
    private static final String HEAD = "tocsin-backup\t1";

    /** A file as it lies in the store. */
    record Entry(String name, long bytes, String sha256) {}

    Manifest {
        facts = new TreeMap<>(facts);
        files = List.copyOf(files);
    }

    String version() {
        return facts.get("version");
    }

    String schema() {
        return facts.get("schema");
    }

    Instant begun() {
        return Instant.parse(facts.get("begun"));
    }

    /** From then on a point in time can be reached. */
    Instant ended() {
        return Instant.parse(facts.get("ended"));
    }

    Database.Kind kind() {
        return Database.Kind.valueOf(facts.get("kind").toUpperCase(java.util.Locale.ROOT));
    }

    Optional<String> recipient() {
        return Optional.ofNullable(facts.get("recipient")).filter(text -> !text.isEmpty());
    }

    long bytes() {
        return files.stream().mapToLong(Entry::bytes).sum();
    }

    Optional<Entry> file(String stem) {
        return files.stream()
                .filter(file -> file.name().equals(stem) || file.name().equals(stem + Archive.ENCRYPTED))
                .findFirst();
    }

    String text() {
        var text = new StringBuilder(HEAD + "\n");
        facts.forEach((name, value) -> text.append("fact\t" + name + "\t" + value + "\n"));
        census.lines().forEach(line -> text.append("count\t" + line + "\n"));
        files.forEach(file -> text.append("file\t" + file.sha256() + "\t" + file.bytes() + "\t" + file.name() + "\n"));
        return text + "end\t" + sum(text.toString()) + "\n";
    }

    /** @param where for the message, if it is none */
    static Manifest parse(String text, String where) {
        var end = text.lastIndexOf("end\t");
        if (!text.startsWith(HEAD + "\n")
                || end < 0
                || !text.substring(end).equals("end\t" + sum(text.substring(0, end)) + "\n")) {
            throw broken(where, null);
        }
        var facts = new LinkedHashMap<String, String>();
        var counts = new ArrayList<String>();
        var files = new ArrayList<Entry>();
        try {
            text.substring(0, end)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .forEach(words -> {
                        switch (words[0]) {
                            case "fact" -> facts.put(words[1], words[2]);
                            case "count" ->
                                counts.add(String.join("\t", List.of(words).subList(1, words.length)));
                            case "file" -> files.add(new Entry(words[3], Long.parseLong(words[2]), words[1]));
                            default -> {
                                // Of a newer release, which this one may pass over.
                            }
                        }
                    });
            var manifest = new Manifest(facts, Census.Range.parse(counts), files);
            manifest.begun();
            manifest.ended();
            manifest.kind();
            return manifest;
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException | DateTimeException e) {
            throw broken(where, e);
        }
    }

    private static Refusal broken(String where, Exception cause) {
        return new Refusal(
                Code.E504,
                "the manifest of " + where + " is damaged",
                "Take another backup; `tocsinctl backup list` names them.",
                cause);
    }

    private static String sum(String text) {
        return HexFormat.of().formatHex(Checksum.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
