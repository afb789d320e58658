package tocsin.installer.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.settings.SettingsFile;

/** How old the newest backup is that has ended. */
record BackupAge(Host host) {

    /** A backup is made each day; a day more, because one may fail. */
    private static final Duration OLD = Duration.ofHours(50);

    private static final Duration TOO_OLD = Duration.ofDays(7);
    /** A line of the manifest, which is written last. */
    private static final Pattern ENDED = Pattern.compile("(?m)^fact\tended\t(\\S{10,40})$");

    private static final long LARGEST = 16 << 20;
    private static final String REMEDY =
            "`tocsinctl backup` makes one; `tocsinctl logs --service tocsin-backup` tells why none was made.";

    Look look(Instant now) {
        if (!destination().startsWith("/")) {
            return Look.well(
                    "backup", "backups go to " + destination() + "; `tocsinctl backup list` says how old they are");
        }
        var newest = newest();
        if (newest.isEmpty()) {
            return Look.wrong(
                    "backup",
                    List.of(Finding.warning(
                            Code.E703, "there is no backup that has ended in " + host.seen(directory()), REMEDY)));
        }
        var age = Duration.between(newest.get(), now);
        var text = "the newest backup ended at " + newest.get();
        if (age.compareTo(TOO_OLD) > 0) {
            return Look.wrong("backup", List.of(Finding.error(Code.E703, text, REMEDY)));
        }
        return age.compareTo(OLD) > 0
                ? Look.wrong("backup", List.of(Finding.warning(Code.E703, text, REMEDY)))
                : Look.well("backup", text);
    }

    private Path directory() {
        return host.at(destination());
    }

    private String destination() {
        return SettingsFile.read(host.at("/etc/tocsin/backup.env"))
                .values()
                .getOrDefault("BACKUP_DESTINATION", "/var/lib/tocsin/backup");
    }

    private Optional<Instant> newest() {
        if (!Files.isDirectory(directory())) {
            return Optional.empty();
        }
        try (var files = Files.find(
                directory(),
                2,
                (path, attributes) ->
                        path.getFileName().toString().equals("manifest") && attributes.size() < LARGEST)) {
            return files.map(BackupAge::ended).flatMap(Optional::stream).max(Instant::compareTo);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A manifest that cannot be read is none. */
    private static Optional<Instant> ended(Path manifest) {
        try {
            var matcher = ENDED.matcher(Files.readString(manifest));
            return matcher.find()
                    ? Optional.of(OffsetDateTime.parse(matcher.group(1)).toInstant())
                    : Optional.empty();
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
