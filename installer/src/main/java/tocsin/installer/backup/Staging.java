package tocsin.installer.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Place;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Tree;
import tocsin.installer.install.Part;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/**
 * A directory in which a backup is unpacked beside what runs. Each part has its name there when all of it is there, and every
 * file was compared with its checksum on the way.
 *
 * @param identity needed where the backup is encrypted
 */
record Staging(Host host, Backups backups, Backups.Backup backup, Optional<Identity> identity, Path directory) {

    private static final String MODE = "rwx------";

    /** The data directory of the database. */
    Path database() {
        return directory.resolve("postgresql");
    }

    Path part(String name) {
        return directory.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(part(name));
    }

    boolean isIn(String name) {
        return backup.manifest().file(name + Archive.SUFFIX).isPresent();
    }

    void make() {
        // Others pass through it to what is theirs.
        new Place(directory, "rwx--x--x", new Owner(host, "")).step().carryOut();
    }

    /** The files of the database and what was written while they were copied, each as its own list of them says. */
    void unpackDatabase() {
        var owner = new Owner(host, Part.DATABASE.account());
        unpacked("postgresql", owner, beside -> {
            unpack("database.tar.zst", beside, owner);
            Files.createDirectories(beside.resolve("pg_wal"));
            unpack("wal.tar.zst", beside.resolve("pg_wal"), owner);
            var list = beside.resolveSibling("database.manifest");
            copy("database.manifest", list);
            var outcome = Processes.run(
                    host.current().resolve("postgresql/bin/pg_verifybackup").toString(),
                    "--manifest-path=" + list,
                    "--exit-on-error",
                    beside.toString());
            if (!outcome.isGood()) {
                throw new Refusal(
                        Code.E505,
                        "the database in backup " + backup.id() + " is not what was copied: " + outcome.lastLine(),
                        "Take another backup; `tocsinctl backup verify` tells which are whole.");
            }
        });
    }

    /** The archive of that name, for that account. */
    void unpackPart(String name, String account) {
        var owner = new Owner(host, account);
        unpacked(name, owner, beside -> unpack(name + Archive.SUFFIX, beside, owner));
    }

    interface Unpacking {
        void into(Path beside) throws IOException;
    }

    private void unpacked(String name, Owner owner, Unpacking unpacking) {
        var beside = part("." + name + ".new");
        new Tree(beside).delete();
        new Place(beside, MODE, owner).step().carryOut();
        try {
            unpacking.into(beside);
            Files.move(beside, part(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unpack(String stem, Path into, Owner owner) {
        reading(
                stem,
                content -> Archive.unpack(content, into, owner.name().isEmpty() ? List.of() : Processes.as(owner)));
    }

    private void copy(String stem, Path file) {
        reading(stem, content -> Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING));
    }

    /** Reads all files of the backup, and keeps nothing. */
    void check() {
        for (var entry : backup.manifest().files()) {
            backups.reading(() -> {
                try (var watched = Checksum.watched(open(entry))) {
                    Checksum.demand(watched, entry, backup.id());
                }
                return entry;
            });
        }
    }

    interface Reader {
        void read(InputStream content) throws IOException;
    }

    /** Passes on the file's content, and then says whether it was the one that was meant. */
    void reading(String stem, Reader reader) {
        var entry = backup.manifest()
                .file(stem)
                .orElseThrow(() -> new Refusal(
                        Code.E504,
                        "backup " + backup.id() + " has no " + stem,
                        "Take another backup; `tocsinctl backup list` names them."));
        backups.reading(() -> {
            try (var watched = Checksum.watched(open(entry))) {
                try {
                    var content = decrypted(entry.name(), watched);
                    reader.read(content);
                    content.transferTo(OutputStream.nullOutputStream());
                } catch (Refusal refusal) {
                    // Of what went wrong, a damaged file is the reason to be told.
                    Checksum.demand(watched, entry, backup.id());
                    throw refusal;
                } catch (IOException | RuntimeException e) {
                    Checksum.demand(watched, entry, backup.id());
                    throw new Refusal(
                            Code.E506,
                            entry.name() + " of backup " + backup.id() + " cannot be unpacked: " + e.getMessage(),
                            "Run the same command again; if it stays so, take another backup.",
                            e);
                }
                Checksum.demand(watched, entry, backup.id());
            }
            return entry;
        });
    }

    private InputStream open(Manifest.Entry entry) throws IOException {
        return backups.store().open(backup.id() + "/" + entry.name());
    }

    /** The content of a file that is none of the backup's own. */
    InputStream decrypted(String name, InputStream content) throws IOException {
        return name.endsWith(Archive.ENCRYPTED) ? key().decrypt(content) : content;
    }

    private Identity key() {
        return identity.orElseThrow(() -> noKey(backup));
    }

    static Refusal noKey(Backups.Backup backup) {
        return new Refusal(
                Code.E507,
                "backup " + backup.id() + " is encrypted for "
                        + backup.manifest().recipient().orElse("somebody"),
                "Name the file with the secret key: --identity FILE.");
    }
}
