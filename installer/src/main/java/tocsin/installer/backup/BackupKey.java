package tocsin.installer.backup;

import java.nio.file.Path;
import java.time.Instant;
import tocsin.installer.host.Contents;

/** A key of which the public half encrypts backups and the secret one restores them. */
public final class BackupKey {

    private final Identity identity;

    private BackupKey(Identity identity) {
        this.identity = identity;
    }

    public static BackupKey create() {
        return new BackupKey(Identity.create());
    }

    public String recipient() {
        return identity.recipient().text();
    }

    /** As age-keygen does, for root alone. */
    public void write(Path file) {
        var text = "# created: " + Instant.now() + "\n# public key: " + recipient() + "\n" + identity.text() + "\n";
        new Contents(file.toAbsolutePath(), text).mode("rw-------").write();
    }
}
