package tocsin.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes a multipart body apart while it arrives; no part is ever whole in memory. */
final class Multipart {

    private static final int BUFFER = 16 * 1024;
    private static final int MAX_LINE = 8 * 1024;
    private static final int MOST_HEADERS = 20;
    private static final int MOST_PARTS = 200;
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*([\\w*-]+)\\s*=\\s*(?:\"((?:\\\\.|[^\"\\\\]++)*+)\"|([^;\\s]*))");
    private static final Pattern BOUNDARY = Pattern.compile("[\\w'()+,./:=? -]{1,200}");

    /** What stands above a part; the name of the file is null when it is none. */
    record Part(String name, String filename, String contentType) {}

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;
    private int parts;
    private boolean within = true;

    /** @param contentType of the request, which names the boundary */
    Multipart(InputStream body, String contentType) {
        var boundary = parameters(contentType).get("boundary");
        if (boundary == null || !BOUNDARY.matcher(boundary).matches()) {
            throw new IngestRefused(400, "multipart without a boundary");
        }
        delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        // The first boundary has no line before it.
        in = new SequenceInputStream(new ByteArrayInputStream(new byte[] {'\r', '\n'}), body);
    }

    /** The next part, or null after the last; what was not read of the one before is passed over. */
    Part next() throws IOException {
        if (within) {
            pour(OutputStream.nullOutputStream());
        }
        var rest = line();
        if (rest.startsWith("--")) {
            return null;
        }
        if (++parts > MOST_PARTS) {
            throw new IngestRefused(400, "more than " + MOST_PARTS + " parts");
        }
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            var colon = line.indexOf(':');
            if (colon > 0 && headers.size() < MOST_HEADERS) {
                headers.put(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        within = true;
        var disposition = parameters(headers.get("content-disposition"));
        return new Part(disposition.getOrDefault("name", ""), disposition.get("filename"), headers.get("content-type"));
    }

    /** Passes on the content of this part. */
    void pour(OutputStream into) throws IOException {
        while (true) {
            var found = find();
            if (found >= 0) {
                into.write(buffer, position, found - position);
                position = found + delimiter.length;
                within = false;
                return;
            }
            var sure = Math.max(position, end - delimiter.length + 1);
            into.write(buffer, position, sure - position);
            position = sure;
            if (!more()) {
                throw new IngestRefused(400, "the multipart body ends within a part");
            }
        }
    }

    private int find() {
        for (int at = position; at <= end - delimiter.length; at++) {
            int same = 0;
            while (same < delimiter.length && buffer[at + same] == delimiter[same]) {
                same++;
            }
            if (same == delimiter.length) {
                return at;
            }
        }
        return -1;
    }

    /** Without its end; what follows the last boundary may have none. */
    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        while (position < end || more()) {
            var one = buffer[position++];
            if (one == '\n') {
                break;
            }
            if (one != '\r') {
                line.write(one);
            }
            if (line.size() > MAX_LINE) {
                throw new IngestRefused(400, "a header of a part is too long");
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private boolean more() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
        var count = in.read(buffer, end, buffer.length - end);
        end += Math.max(count, 0);
        return count > 0;
    }

    private static Map<String, String> parameters(String header) {
        var parameters = new HashMap<String, String>();
        if (header != null) {
            var found = PARAMETER.matcher(header);
            while (found.find()) {
                var value = found.group(2) != null ? found.group(2).replaceAll("\\\\(.)", "$1") : found.group(3);
                parameters.put(found.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return parameters;
    }
}
