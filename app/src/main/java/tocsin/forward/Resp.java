package tocsin.forward;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tocsin.outbox.DeliveryFailed;

/**
 * The little of Redis's protocol that we speak. Answers to what we say are short; whoever announces or sends a long one is
 * not listened to, so that nobody makes us keep room for it.
 */
final class Resp {

    private static final int LONGEST = 1_024;
    private static final byte[] END = {'\r', '\n'};

    private final InputStream in;
    private final OutputStream out;

    Resp(InputStream in, OutputStream out) {
        this.in = new BufferedInputStream(in);
        this.out = new BufferedOutputStream(out);
    }

    /** Says it, though perhaps not before {@link #flush}. */
    void say(String... words) throws IOException {
        line('*', words.length);
        for (var word : words) {
            var bytes = word.getBytes(StandardCharsets.UTF_8);
            line('$', bytes.length);
            out.write(bytes);
            out.write(END);
        }
    }

    private void line(char kind, int number) throws IOException {
        out.write((kind + Integer.toString(number)).getBytes(StandardCharsets.US_ASCII));
        out.write(END);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The next answer. */
    String answer() throws IOException, DeliveryFailed {
        var line = line();
        var rest = line.isEmpty() ? "" : line.substring(1);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> bulk(rest);
            case '-' -> throw new DeliveryFailed("Redis answered: " + rest);
            default -> throw unknown();
        };
    }

    private String bulk(String length) throws IOException {
        if (!length.matches("[0-9]{1,4}") || Integer.parseInt(length) > LONGEST) {
            throw unknown();
        }
        var bytes = in.readNBytes(Integer.parseInt(length));
        if (in.read() != END[0] || in.read() != END[1]) {
            throw unknown();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String line() throws IOException {
        var bytes = new byte[LONGEST];
        for (var at = 0; at < LONGEST; at++) {
            var read = in.read();
            if (read < 0) {
                throw new EOFException("it was closed over there");
            }
            if (read == END[0] && in.read() == END[1]) {
                return new String(bytes, 0, at, StandardCharsets.UTF_8);
            }
            bytes[at] = (byte) read;
        }
        throw unknown();
    }

    private static IOException unknown() {
        return new IOException("this is not how Redis answers");
    }
}
