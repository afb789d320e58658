package tocsin.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows as text for people: a line for each thing that was measured, a column for each side. */
final class Table {

    private final Map<String, Map<String, Object>> columns;
    private final List<List<String>> lines = new ArrayList<>();

    /** @param columns what was measured, by the name that stands above it */
    Table(Map<String, Map<String, Object>> columns) {
        this.columns = new LinkedHashMap<>(columns);
        add("", name -> name);
    }

    private interface Cell {
        String of(String column);
    }

    /** One line; a side that does not have it gets a dash, and none is added when nobody has it. */
    Table line(String label, String key, int decimals) {
        if (columns.values().stream().anyMatch(row -> row.containsKey(key))) {
            add(label, name -> number(columns.get(name).get(key), decimals));
        }
        return this;
    }

    private void add(String label, Cell cell) {
        lines.add(Stream.concat(Stream.of(label), columns.keySet().stream().map(cell::of))
                .toList());
    }

    private static String number(Object value, int decimals) {
        return value instanceof Number number
                ? String.format(Locale.ROOT, "%,." + decimals + "f", number.doubleValue())
                : value == null ? "-" : value.toString();
    }

    /** The lines, and below them why a side has failed. */
    @Override
    public String toString() {
        var widths = new int[columns.size() + 1];
        for (var line : lines) {
            for (var i = 0; i < line.size(); i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        var text = lines.stream().map(line -> laidOut(line, widths)).collect(Collectors.joining());
        return text
                + columns.entrySet().stream()
                        .filter(column -> column.getValue().containsKey(Rounds.FAILED))
                        .map(column -> column.getKey() + " failed: "
                                + column.getValue().get(Rounds.FAILED) + "\n")
                        .collect(Collectors.joining());
    }

    private static String laidOut(List<String> line, int[] widths) {
        var text = new StringBuilder(String.format("%-" + Math.max(1, widths[0]) + "s", line.getFirst()));
        for (var i = 1; i < line.size(); i++) {
            text.append(String.format("  %" + widths[i] + "s", line.get(i)));
        }
        return text.append('\n').toString();
    }
}
