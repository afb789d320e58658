package tocsin.sentry;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tocsin.sentry.SentryEvent.Tag;

/** Writes fields, leaving out those that say nothing. */
final class FieldWriter {

    /** Writes the fields of one object. */
    interface Parts<T> {
        void write(FieldWriter json, T value) throws IOException;
    }

    private final JsonGenerator json;

    FieldWriter(JsonGenerator json) {
        this.json = json;
    }

    void text(String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    void number(String name, Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
    }

    void flag(String name, Boolean value) throws IOException {
        if (value != null) {
            json.writeBooleanField(name, value);
        }
    }

    void omitted(String name, int count) throws IOException {
        if (count > 0) {
            json.writeArrayFieldStart(name);
            json.writeNumber(0);
            json.writeNumber(count);
            json.writeEndArray();
        }
    }

    void data(String name, JsonNode value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            write(value);
        }
    }

    void dataMap(String name, Map<String, JsonNode> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeObjectFieldStart(name);
            for (var entry : values.entrySet()) {
                data(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
    }

    void textMap(String name, Map<String, String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeObjectFieldStart(name);
            for (var entry : values.entrySet()) {
                text(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
    }

    void texts(String name, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (var value : values) {
                json.writeString(value);
            }
            json.writeEndArray();
        }
    }

    void pairs(String name, List<Tag> pairs) throws IOException {
        if (!pairs.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (var pair : pairs) {
                json.writeStartArray();
                json.writeString(pair.key());
                json.writeString(pair.value());
                json.writeEndArray();
            }
            json.writeEndArray();
        }
    }

    <T> void object(String name, T value, Parts<T> parts) throws IOException {
        if (value != null) {
            json.writeObjectFieldStart(name);
            parts.write(this, value);
            json.writeEndObject();
        }
    }

    <T> void list(String name, List<T> values, Parts<T> parts) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (var value : values) {
                json.writeStartObject();
                parts.write(this, value);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    /** The same, where some may be written as they were before. */
    <T> void list(String name, List<T> values, Function<T, SerializableString> written, Parts<T> parts)
            throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (var value : values) {
                var before = written.apply(value);
                if (before != null) {
                    json.writeRawValue(before);
                } else {
                    json.writeStartObject();
                    parts.write(this, value);
                    json.writeEndObject();
                }
            }
            json.writeEndArray();
        }
    }

    /** A list in an object, the form that SDKs give to exceptions, threads and breadcrumbs. */
    <T> void values(String name, List<T> values, Parts<T> parts) throws IOException {
        if (!values.isEmpty()) {
            json.writeObjectFieldStart(name);
            list("values", values, parts);
            json.writeEndObject();
        }
    }

    private void write(JsonNode value) throws IOException {
        if (value.isObject()) {
            json.writeStartObject();
            for (var entry : value.properties()) {
                data(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        } else if (value.isArray()) {
            json.writeStartArray();
            for (var element : value) {
                write(element);
            }
            json.writeEndArray();
        } else if (value.isTextual()) {
            json.writeString(value.textValue());
        } else {
            json.writeRawValue(value.asText());
        }
    }
}
