package tocsin.installer.support;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/**
 * A copy without secrets of whatever is read, line by line. Of what is too much the end is kept, because it is the newest;
 * memory is needed for one line alone.
 */
final class RedactedFile {

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final Pattern END = Pattern.compile("-----END [A-Z ]*PRIVATE KEY-----");
    /** The longest key has about a hundred lines; where no end comes, what follows is no key any more. */
    private static final int KEY_LINES = 300;

    private final Redaction redaction;
    private final Path file;
    private final Path older;
    private final long most;
    private long written;
    private int redactions;
    private int keyLines;
    private boolean isCut;

    private RedactedFile(Redaction redaction, Path file, long most) {
        this.redaction = redaction;
        this.file = file;
        this.older = file.resolveSibling("." + file.getFileName() + ".older");
        this.most = most;
    }

    /** How large it became, and how often something was taken out. */
    record Written(long bytes, int redactions, boolean isCut) {}

    /** @param most how many bytes are kept */
    static Written write(InputStream source, Redaction redaction, Path file, long most) throws IOException {
        return new RedactedFile(redaction, file, most).write(source);
    }

    private Written write(InputStream source) throws IOException {
        Files.createDirectories(file.getParent());
        try (var reader = new InputStreamReader(source, StandardCharsets.UTF_8)) {
            var more = true;
            while (more) {
                // The half of the room that is full becomes the older one, whose predecessor goes.
                more = part(reader);
                if (more) {
                    isCut = Files.exists(older);
                    Files.move(file, older, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (Files.exists(older)) {
            join();
        }
        return new Written(Files.size(file), redactions, isCut);
    }

    private boolean part(Reader reader) throws IOException {
        written = 0;
        try (var writer = Files.newBufferedWriter(file)) {
            while (written < most / 2) {
                var line = next(reader);
                if (line == null) {
                    return false;
                }
                line(line, writer);
            }
            return true;
        }
    }

    private void line(String line, BufferedWriter writer) throws IOException {
        if (keyLines > 0) {
            keyLines = END.matcher(line).find() || keyLines > KEY_LINES ? 0 : keyLines + 1;
            return;
        }
        var clean = redaction.line(line);
        redactions += clean.count();
        var text = clean.text();
        var key = BEGIN.matcher(text);
        if (key.find()) {
            text = text.substring(0, key.start()) + "[private key]";
            redactions++;
            keyLines = 1;
        }
        writer.write(text);
        writer.write('\n');
        written += text.length() + 1;
    }

    /** Without its end; the rest of one that is too long is passed over, so that it is known to be too long. */
    private static String next(Reader reader) throws IOException {
        var line = new StringBuilder();
        var letter = reader.read();
        if (letter < 0) {
            return null;
        }
        for (; letter >= 0 && letter != '\n'; letter = reader.read()) {
            if (line.length() <= Redaction.LONGEST) {
                line.append((char) letter);
            }
        }
        return line.toString();
    }

    private void join() throws IOException {
        try (var out = Files.newOutputStream(older, StandardOpenOption.APPEND)) {
            Files.copy(file, out);
        }
        Files.move(older, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
