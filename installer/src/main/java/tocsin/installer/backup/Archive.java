package tocsin.installer.backup;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.installer.host.Processes;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

/** The files of a backup: tar within Zstandard, and that within age when it is encrypted. */
final class Archive {

    static final String SUFFIX = ".tar.zst";
    static final String ENCRYPTED = ".age";

    private Archive() {}

    /** What writes a file's content. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The directory's content, but for the names; a file that vanishes meanwhile is left out. */
    static Content tar(Path directory, List<String> without) {
        return out -> {
            var command = new ArrayList<>(List.of("tar", "--create", "--file=-", "--directory=" + directory));
            without.forEach(name -> command.add("--exclude=" + name));
            command.addAll(
                    List.of("--ignore-failed-read", "--warning=no-file-changed", "--warning=no-file-removed", "."));
            try (var compressed = new ZstdOutputStream(out)) {
                var outcome = Processes.drain(command, Map.of(), compressed);
                // 1: something changed while it was read, which whoever copies something that lives has to live with.
                if (outcome.exitCode() > 1) {
                    throw new IOException("tar of " + directory + " failed: " + outcome.lastLine());
                }
            }
        };
    }

    static Content compressed(Path file) {
        return out -> {
            try (var compressed = new ZstdOutputStream(out)) {
                Files.copy(file, compressed);
            }
        };
    }

    static Content plain(Path file) {
        return out -> Files.copy(file, out);
    }

    /** Writes a file that is on the disk, whole and encrypted for the recipient, before it has its name. */
    static void write(Path file, Optional<Recipient> recipient, Content content) {
        var beside = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            try (var channel = FileChannel.open(
                            beside,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
                    var out = new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel), 1 << 18)) {
                if (recipient.isPresent()) {
                    try (var sealed = recipient.get().encrypt(out)) {
                        content.writeTo(sealed);
                    }
                } else {
                    content.writeTo(keptOpen(out));
                }
                out.flush();
                channel.force(true);
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks an archive into the directory, as the account that the command before it becomes. */
    static void unpack(InputStream archive, Path directory, List<String> as) throws IOException {
        var command = new ArrayList<>(as);
        command.addAll(List.of("tar", "--extract", "--file=-", "--preserve-permissions", "--directory=" + directory));
        var outcome = Processes.feed(command, new ZstdInputStream(archive));
        if (!outcome.isGood()) {
            throw new Refusal(
                    Code.E506,
                    "could not unpack into " + directory + ": " + outcome.lastLine(),
                    "Look at what it says, such as a full disk, and run the same command again.");
        }
    }

    private static OutputStream keptOpen(OutputStream out) {
        return new java.io.FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
