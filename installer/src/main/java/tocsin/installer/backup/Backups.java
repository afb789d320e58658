package tocsin.installer.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** The backups that a store holds. What has no manifest is none: it was never finished, or is half removed. */
record Backups(Store store) {

    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}Z");
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

    /** One of them, by the moment at which it was begun. */
    record Backup(String id, Manifest manifest) {}

    static String id(Instant begun) {
        return FORM.format(begun.atOffset(ZoneOffset.UTC));
    }

    static Instant begun(String id) {
        return LocalDateTime.parse(id, FORM).toInstant(ZoneOffset.UTC);
    }

    static boolean isId(String text) {
        try {
            return ID.matcher(text).matches() && begun(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** The newest first. */
    List<String> ids() {
        return reading(() -> store.names("").stream()
                .map(name -> name.split("/"))
                .filter(parts -> parts.length == 2 && parts[1].equals(Manifest.NAME) && isId(parts[0]))
                .map(parts -> parts[0])
                .sorted(Comparator.reverseOrder())
                .toList());
    }

    /** The newest first; those with a damaged manifest are told of in the second list. */
    List<Backup> all(List<Refusal> damaged) {
        var backups = new ArrayList<Backup>();
        for (var id : ids()) {
            try {
                backups.add(get(id));
            } catch (Refusal refusal) {
                damaged.add(refusal);
            }
        }
        return backups;
    }

    Backup get(String id) {
        if (!isId(id) || !ids().contains(id)) {
            throw new Refusal(
                    Code.E502,
                    "there is no backup " + id + " in " + store.name(),
                    "`tocsinctl backup list` names them.");
        }
        return reading(() -> {
            try (var stream = store.open(id + "/" + Manifest.NAME)) {
                return new Backup(
                        id, Manifest.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8), "backup " + id));
            }
        });
    }

    /** The one of that name, or without a name the newest. */
    Backup named(Optional<String> id) {
        return get(id.or(() -> ids().stream().findFirst())
                .orElseThrow(() -> new Refusal(
                        Code.E502,
                        "there is no backup in " + store.name(),
                        "`tocsinctl backup` makes one; --from names another place.")));
    }

    /** First the manifest, so that what is left when this is interrupted is no backup any more. */
    void remove(String id) {
        reading(() -> {
            store.delete(id + "/" + Manifest.NAME);
            for (var name : store.names(id + "/")) {
                store.delete(id + "/" + name);
            }
            return id;
        });
    }

    interface Reading<T> {
        T read() throws IOException;
    }

    <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new Refusal(
                    Code.E513,
                    store.name() + " cannot be used: " + e,
                    "Check that it is there, that it is not full and that root may use it; then run the same command again.",
                    e);
        }
    }
}
