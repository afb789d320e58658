package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Set;

/** Counts the log records or spans in an OpenTelemetry export, which is the same tree for both. */
public final class OtlpRecords {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Names are foreign and may be long; nothing of them stays for the next
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private static final Set<String> LISTS = Set.of("logRecords", "spans");

    /** An export has resources, a resource has scopes, a scope has records: the fields of these numbers. */
    private static final int[] WAY = {1, 2, 2};

    private static final int LENGTH_DELIMITED = 2;

    private final byte[] bytes;
    private int position;

    private OtlpRecords(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@link MalformedEvent} when it is no JSON. */
    public static long inJson(byte[] body) {
        var count = 0L;
        try (var parser = FACTORY.createParser(new InputStreamReader(new ByteArrayInputStream(body), UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEvent("no JSON object");
            }
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && LISTS.contains(String.valueOf(parser.currentName()))) {
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        count++;
                        parser.skipChildren();
                    }
                }
            }
            return count;
        } catch (JsonProcessingException e) {
            throw new MalformedEvent("no valid JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link MalformedEvent} when it is no message of that kind. */
    public static long inProtobuf(byte[] body) {
        return new OtlpRecords(body).count(0, body.length);
    }

    private long count(int level, int end) {
        if (level == WAY.length) {
            position = end;
            return 1;
        }
        var count = 0L;
        while (position < end) {
            var tag = number(end);
            var type = (int) (tag & 7);
            if (type == LENGTH_DELIMITED) {
                var length = number(end);
                if (length < 0 || length > end - position) {
                    throw new MalformedEvent("a field ends after its message");
                }
                var fieldEnd = position + (int) length;
                if (tag >>> 3 == WAY[level]) {
                    count += count(level + 1, fieldEnd);
                }
                position = fieldEnd;
            } else {
                skip(type, end);
            }
        }
        return count;
    }

    private void skip(int type, int end) {
        switch (type) {
            case 0 -> number(end);
            case 1 -> position += 8;
            case 5 -> position += 4;
            default -> throw new MalformedEvent("no protobuf message");
        }
        if (position > end) {
            throw new MalformedEvent("a field ends after its message");
        }
    }

    private long number(int end) {
        var value = 0L;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position >= end) {
                throw new MalformedEvent("a field ends after its message");
            }
            var next = bytes[position++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedEvent("no protobuf message");
    }
}
