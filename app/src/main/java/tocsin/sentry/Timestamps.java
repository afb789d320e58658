package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;

/** Points in time as SDKs write them: RFC 3339 with or without a zone (UTC then), or seconds since 1970. */
final class Timestamps {

    /** The first second of the year 10000, which nobody means. */
    private static final long END = 253_402_300_800L;

    private static final String ORDINARY = "0000-00-00T00:00:00.";

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .optionalEnd()
            .toFormatter();

    private Timestamps() {}

    /** To the microsecond, which is what the database keeps; null when it is no time between 1970 and 9999. */
    static Instant parse(JsonNode node) {
        if (node.isNumber()) {
            return ofSeconds(node);
        }
        return node.isTextual() ? ofText(node.textValue().strip()) : null;
    }

    private static Instant ofSeconds(JsonNode node) {
        var seconds = node.doubleValue();
        // Also refuses NaN
        if (!(seconds >= 0 && seconds < END)) {
            return null;
        }
        if (node.isIntegralNumber()) {
            return Instant.ofEpochSecond(node.longValue());
        }
        var whole = (long) seconds;
        return Instant.ofEpochSecond(whole).plus(Math.round((seconds - whole) * 1e6), ChronoUnit.MICROS);
    }

    private static Instant ofText(String text) {
        if (text.length() < 10 || text.length() > 40) {
            return text.isEmpty() ? null : ofDigits(text);
        }
        if (text.charAt(4) != '-') {
            return ofDigits(text);
        }
        var instant = isOrdinary(text) ? ofOrdinary(text) : null;
        return instant == null ? ofFormatted(text) : instant;
    }

    private static Instant ofFormatted(String text) {
        try {
            var iso = text.charAt(10 < text.length() ? 10 : 0) == ' ' ? text.replaceFirst(" ", "T") : text;
            var parsed = FORMAT.parse(iso);
            var local = LocalDateTime.from(parsed);
            var instant = parsed.isSupported(ChronoField.OFFSET_SECONDS)
                    ? OffsetDateTime.from(parsed).toInstant()
                    : local.toInstant(ZoneOffset.UTC);
            return valid(instant) ? instant.truncatedTo(ChronoUnit.MICROS) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** "2026-11-21T12:00:00.123456Z", as nearly all SDKs write it; to read any other form takes ten times as long. */
    private static boolean isOrdinary(String text) {
        var length = text.length();
        if (length < 20 || length > 30 || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (var i = 0; i < length - 1; i++) {
            var c = text.charAt(i);
            if (i < ORDINARY.length() && ORDINARY.charAt(i) != '0' ? c != ORDINARY.charAt(i) : c < '0' || c > '9') {
                return false;
            }
        }
        return length != 21;
    }

    /** Null when a day or an hour does not exist, in which the other way may still see sense. */
    private static Instant ofOrdinary(String text) {
        try {
            var time = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, 19));
            var micros = 0;
            for (int i = 20, unit = 100_000; i < text.length() - 1 && unit > 0; i++, unit /= 10) {
                micros += number(text, i, i + 1) * unit;
            }
            var instant = Instant.ofEpochSecond(time.toEpochSecond(ZoneOffset.UTC), micros * 1000L);
            return valid(instant) ? instant : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Seconds written as a string. */
    private static Instant ofDigits(String text) {
        if (text.length() > 24) {
            return null;
        }
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '.' && Character.digit(text.charAt(i), 10) < 0) {
                return null;
            }
        }
        try {
            var micros = new BigDecimal(text).movePointRight(6);
            var instant = Instant.EPOCH.plus(micros.longValue(), ChronoUnit.MICROS);
            return micros.precision() - micros.scale() < 18 && valid(instant) ? instant : null;
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    static boolean valid(Instant instant) {
        return instant.getEpochSecond() >= 0 && instant.getEpochSecond() < END;
    }
}
