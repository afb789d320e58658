package tocsin.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Events one after the other, as bytes that somebody else takes apart: of a JSON object or array, or of lines (NDJSON).
 * It holds one event at a time, and no more of that than an event may have.
 */
final class EventFeed {

    /** One event, or something in its place; {@code tooLarge} when the bytes are not all. */
    record Piece(byte[] bytes, boolean tooLarge) {}

    private static final int END = -1;

    private final InputStream in;
    private final boolean lines;
    private final int limit;
    private final byte[] buffer = new byte[8 * 1024];
    private int position;
    private int filled;
    private boolean begun;
    private boolean array;

    /**
     * @param lines one event in each line, so that a broken one does not hurt the next
     * @param limit the most bytes that one of them is kept of
     */
    EventFeed(InputStream in, boolean lines, int limit) {
        this.in = in;
        this.lines = lines;
        this.limit = limit;
    }

    /** Null at the end. Refused with 400 when what follows is no JSON. */
    Piece next() throws IOException {
        if (!begun) {
            begun = true;
            // A byte order mark is nothing that any event begins with.
            while (peek() == 0xEF || peek() == 0xBB || peek() == 0xBF) {
                read();
            }
            return first(afterSpace());
        }
        var here = afterSpace();
        if (lines) {
            return here == END ? null : line();
        }
        if (array) {
            return element(here);
        }
        return end(here);
    }

    private Piece first(int here) throws IOException {
        if (here == END) {
            return null;
        }
        if (lines) {
            return line();
        }
        if (here == '[') {
            read();
            array = true;
            return afterSpace() == ']' ? element(']') : value();
        }
        if (here != '{') {
            throw broken("neither an object nor an array");
        }
        return value();
    }

    private Piece element(int here) throws IOException {
        if (here == ',') {
            read();
            afterSpace();
            return value();
        }
        if (here != ']') {
            throw broken(here == END ? "the array does not end" : "no comma between events");
        }
        read();
        array = false;
        return end(afterSpace());
    }

    private static Piece end(int here) {
        if (here != END) {
            throw broken("more than one value; send an array, or lines as application/x-ndjson");
        }
        return null;
    }

    private Piece line() throws IOException {
        var kept = new Kept();
        for (int one = read(); one != END && one != '\n'; one = read()) {
            kept.add(one);
        }
        return kept.piece();
    }

    /** Up to where its brackets close, or, for what has none, to the next comma or bracket. */
    private Piece value() throws IOException {
        var kept = new Kept();
        var depth = 0;
        var quoted = false;
        while (true) {
            var one = peek();
            if (one == END) {
                throw broken("the body ends within an event");
            }
            if (!quoted && depth == 0 && (one == ',' || one == ']')) {
                return kept.piece();
            }
            kept.add(read());
            if (quoted) {
                if (one == '\\') {
                    kept.add(read());
                }
                quoted = one != '"';
            } else if (one == '"') {
                quoted = true;
            } else if (one == '{' || one == '[') {
                depth++;
            } else if ((one == '}' || one == ']') && --depth == 0) {
                return kept.piece();
            }
        }
    }

    /** The next byte that is no space, which is not read yet. */
    private int afterSpace() throws IOException {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            read();
        }
        return peek();
    }

    private int peek() throws IOException {
        if (position == filled) {
            filled = Math.max(in.read(buffer), 0);
            position = 0;
            if (filled == 0) {
                return END;
            }
        }
        return buffer[position] & 0xFF;
    }

    private int read() throws IOException {
        var one = peek();
        if (one != END) {
            position++;
        }
        return one;
    }

    private static IngestRefused broken(String why) {
        return new IngestRefused(400, "the body is no JSON: " + why);
    }

    private final class Kept {

        private byte[] bytes = new byte[512];
        private int count;
        private boolean tooLarge;

        void add(int one) {
            if (one == END) {
                return;
            }
            if (count == limit) {
                tooLarge = true;
                return;
            }
            if (count == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.min(2 * count, limit));
            }
            bytes[count++] = (byte) one;
        }

        Piece piece() {
            return new Piece(tooLarge ? new byte[0] : Arrays.copyOf(bytes, count), tooLarge);
        }
    }
}
