package tocsin.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One row for several of the same kind: the median of each number, so that one bad round does not show; of losses the worst,
 * so that it does.
 */
final class Medians {

    private Medians() {}

    /** What is no number is as the first row has it; rounds that failed are told apart. */
    static Map<String, Object> of(List<Map<String, Object>> rows) {
        var good = rows.stream().filter(row -> !row.containsKey(Rounds.FAILED)).toList();
        var medians = new LinkedHashMap<String, Object>();
        medians.put("rounds", good.size());
        if (good.size() < rows.size()) {
            medians.put("roundsThatFailed", rows.size() - good.size());
            medians.put(
                    Rounds.FAILED,
                    rows.stream()
                            .filter(row -> row.containsKey(Rounds.FAILED))
                            .map(row -> row.get(Rounds.FAILED))
                            .distinct()
                            .toList());
        }
        good.stream()
                .flatMap(row -> row.keySet().stream())
                .distinct()
                .forEach(name -> medians.put(
                        name,
                        of(
                                name,
                                good.stream()
                                        .filter(row -> row.containsKey(name))
                                        .map(row -> row.get(name))
                                        .toList())));
        return medians;
    }

    private static Object of(String name, List<Object> values) {
        return isLoss(name) ? worst(values) : median(values);
    }

    /** Whether that number tells how many events were lost. */
    static boolean isLoss(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("lost");
    }

    /** More than was sent is as wrong as less. */
    private static Object worst(List<Object> values) {
        return values.stream()
                .map(value -> ((Number) value).doubleValue())
                .max(Comparator.comparingDouble(Math::abs))
                .orElseThrow();
    }

    private static Object median(List<Object> values) {
        if (!values.stream().allMatch(Number.class::isInstance)) {
            return values.getFirst();
        }
        var numbers = values.stream()
                .mapToDouble(value -> ((Number) value).doubleValue())
                .sorted()
                .toArray();
        var middle = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }
}
