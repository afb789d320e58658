package tocsin.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tocsin.fuzz.FuzzTarget;
import tocsin.fuzz.Pieces;

/**
 * The first line stands for the request's content type. A body has the same parts however the network cuts it, or is
 * refused; the fields of a crash's form make JSON or nothing.
 */
public final class MultipartFuzz implements FuzzTarget {

    @Override
    public void check(byte[] input) throws IOException {
        var newline = 0;
        while (newline < input.length && input[newline] != '\n') {
            newline++;
        }
        var contentType = new String(input, 0, newline, UTF_8);
        var body = Arrays.copyOfRange(input, Math.min(newline + 1, input.length), input.length);
        var whole = outcome(Pieces.whole(body), contentType);
        var pieces = outcome(Pieces.of(body, 1 + input.length % 7), contentType);
        if (!whole.equals(pieces)) {
            throw new AssertionError("whole: " + whole + "; in pieces: " + pieces);
        }
    }

    private static String outcome(InputStream body, String contentType) throws IOException {
        var seen = new ArrayList<String>();
        var form = new SentryForm();
        try {
            var multipart = new Multipart(body, contentType);
            for (var part = multipart.next(); part != null; part = multipart.next()) {
                seen.add(part.toString());
                if (SentryForm.isField(part.name())) {
                    var value = new ByteArrayOutputStream();
                    multipart.pour(value);
                    form.add(part.name(), value.toByteArray());
                }
            }
        } catch (IngestRefused e) {
            seen.add(e.getMessage());
        }
        seen.add(form.json().map(json -> new String(json, UTF_8)).orElse(""));
        seen.add(form.eventId().toString());
        return seen.toString();
    }

    @Override
    public List<byte[]> seeds() {
        var start =
                "multipart/form-data; charset=utf-8; boundary=\"x y\"\n--x y\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n--x y";
        return List.of(
                (start.formatted("sentry", "{\"event_id\":\"9ec79c33ec9942ab8353589fcb2e04dc\"}") + "--\r\nepilogue")
                        .getBytes(UTF_8),
                (start.formatted("sentry[tags][area]", "level") + "\r\ncontent-disposition: form-data; name=f; "
                                + "filename=\"a \\\"b\\\".txt\"\r\nContent-Type: text/plain\r\n\r\ntext\r\n--x y--")
                        .getBytes(UTF_8),
                (start.formatted("sentry__1", "{\"a\":")
                                + "\r\nContent-Disposition: form-data; name=sentry__2\r\n\r\n1}\r\n--x y--")
                        .getBytes(UTF_8));
    }
}
