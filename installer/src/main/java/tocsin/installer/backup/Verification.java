package tocsin.installer.backup;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tocsin.installer.host.Host;
import tocsin.installer.host.Tree;

/**
 * A restore that nobody sees: every file is compared with its checksum, the database is started aside, and what is in it is
 * counted.
 */
public record Verification(Host host, Optional<String> place, Optional<String> id, Optional<Path> key) {

    /** Says what was found, or refuses. */
    public Map<String, Object> carryOut(boolean filesOnly) {
        var backups = new Stores(host, BackupSettings.of(host)).backups(place);
        var backup = backups.named(id);
        var directory = host.data().resolve(".verify");
        var staging = new Staging(host, backups, backup, key.map(Identity::read), directory);
        var database = new Database(host, Database.Kind.BUNDLED).address().database();
        var scratch = new Scratch(host, directory, staging.database(), database);
        var answer = new LinkedHashMap<String, Object>();
        answer.put("id", backup.id());
        answer.put("files", backup.manifest().files().size());
        if (filesOnly) {
            staging.check();
            return answer;
        }
        if (backup.manifest().recipient().isPresent() && key.isEmpty()) {
            throw Staging.noKey(backup);
        }
        // Of one that was killed.
        scratch.stop();
        new Tree(directory).delete();
        try {
            staging.check();
            staging.make();
            if (backup.manifest().kind() == Database.Kind.EXTERNAL) {
                scratch.fill(staging);
            } else {
                staging.unpackDatabase();
                scratch.start(Optional.empty());
            }
            scratch.compare(backup.manifest().census(), backup.id());
            answer.put("counts", scratch.census().totals());
            return answer;
        } finally {
            scratch.stop();
            new Tree(directory).delete();
        }
    }
}
