package tocsin.installer.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Refusal;

/** The store that the settings of a host name, or that an operator names instead. */
record Stores(Host host, BackupSettings settings) {

    private static final String BUCKET = "s3://";

    /** @param other a destination as in the settings */
    Backups backups(Optional<String> other) {
        var destination = other.orElseGet(settings::destination);
        if (!destination.startsWith(BUCKET)) {
            return new Backups(new FolderStore(host.at(destination), destination));
        }
        var parts = destination.substring(BUCKET.length()).split("/", 2);
        var prefix = parts.length < 2 ? "" : parts[1].replaceFirst("/*$", "");
        if (settings.endpoint().isEmpty()) {
            throw new Refusal(
                    Code.E513,
                    "it is not said where " + destination + " is",
                    "Write BACKUP_S3_ENDPOINT=https://... into /etc/tocsin/backup.env.");
        }
        return new Backups(new BucketStore(
                Bucket.of(settings.endpoint(), parts[0], signature()),
                prefix.isEmpty() ? "" : prefix + "/",
                destination,
                host.at("/var/lib/tocsin/backup")));
    }

    private S3Signature signature() {
        try {
            var key = Files.readString(host.credentials().resolve("backup-s3"))
                    .strip()
                    .split(":", 2);
            return new S3Signature(settings.region(), key[0], key[1]);
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new Refusal(
                    Code.E513,
                    "there is no key of the store",
                    "Write ACCESS-KEY:SECRET into /etc/tocsin/credentials/backup-s3, for root alone.",
                    e);
        }
    }

    /** What is wrong with the settings, with this destination in the place of theirs. */
    List<Finding> findings(Optional<String> other) {
        var values = new HashMap<>(settings.values());
        other.ifPresent(destination -> values.put(BackupSettings.DESTINATION, destination));
        return new BackupSettings(values).findings();
    }
}
