package tocsin.journey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Stands on the wire between an SDK and the server, passes every byte on as it came, and says afterwards what was asked. */
final class Tap implements AutoCloseable {

    private static final Pattern HEAD = Pattern.compile("POST (\\S+) HTTP/1\\.1\r\n((?:[^\r\n]+\r\n)+)\r\n");

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    /** The line and headers of one POST, as far as a report of SDKs needs them. */
    record Request(String endpoint, String encoding, String authentication) {

        static Request of(String target, String headers) {
            var lower = headers.toLowerCase();
            var encoding = Pattern.compile("content-encoding: *(\\S+)").matcher(lower);
            var framing = lower.contains("transfer-encoding: chunked") ? ", chunked" : "";
            var place = lower.contains("x-sentry-auth:") ? "header" : target.contains("sentry_key=") ? "query" : "body";
            return new Request(
                    target.replaceFirst("\\?.*", ""), (encoding.find() ? encoding.group(1) : "plain") + framing, place);
        }
    }

    private final ServerSocket listener;
    private final int target;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();

    Tap(int target) {
        this.target = target;
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Every POST so far, in order. */
    List<Request> requests() {
        var text = sent.toString(StandardCharsets.ISO_8859_1);
        return HEAD.matcher(text)
                .results()
                .map(found -> Request.of(found.group(1), found.group(2)))
                .toList();
    }

    /** The status of every answer so far. */
    List<Integer> statuses() {
        return STATUS.matcher(answered.toString(StandardCharsets.ISO_8859_1))
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                var server = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> pass(client, server, sent));
                Thread.ofVirtual().start(() -> pass(server, client, answered));
            }
        } catch (IOException e) {
            // Closed: the SDK has gone.
        }
    }

    private static void pass(Socket from, Socket to, OutputStream copy) {
        try (from;
                to;
                InputStream in = from.getInputStream()) {
            var buffer = new byte[8192];
            for (int read; (read = in.read(buffer)) >= 0; ) {
                copy.write(buffer, 0, read);
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One side hung up; closing the other is all there is to do.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
