package tocsin.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a fault came to: figures, in the order in which they were found, and the promises that were not kept. */
final class Report {

    /** In the row, where nothing was broken this is empty. */
    static final String BROKEN = "broken";

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    void put(String name, Object figure) {
        figures.put(name, figure);
    }

    /** @param promise as it would be made, for when it was not kept */
    void promise(String promise, boolean kept) {
        if (!kept) {
            broken.add(promise);
        }
    }

    Map<String, Object> row() {
        var row = new LinkedHashMap<>(figures);
        row.put(BROKEN, broken);
        return row;
    }

    /** Whether the row is a report in which a promise was not kept. */
    static boolean isBroken(Map<String, Object> row) {
        return !broken(row).isEmpty();
    }

    /** The promises that were not kept; a row of another kind makes none. */
    static List<String> broken(Map<String, Object> row) {
        return row.get(BROKEN) instanceof List<?> promises
                ? promises.stream().map(String::valueOf).toList()
                : List.of();
    }
}
