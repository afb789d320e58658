package tocsin.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Samples of stacks, drawn as a flame graph: an SVG that needs nothing else, with callers below whom they call. */
final class Flames {

    private static final int WIDTH = 1600;
    private static final int ROW = 17;
    /** What is narrower is not drawn. */
    private static final double NARROW = 0.5;

    private static final double LETTER = 6.5;

    private final Call root = new Call();
    private final Map<String, Long> own = new TreeMap<>();

    private static final class Call {

        final Map<String, Call> calls = new TreeMap<>();
        long samples;
    }

    /** @param frames the outermost first */
    void add(Iterable<String> frames) {
        var call = root;
        call.samples++;
        String innermost = null;
        for (var frame : frames) {
            call = call.calls.computeIfAbsent(frame, f -> new Call());
            call.samples++;
            innermost = frame;
        }
        if (innermost != null) {
            own.merge(innermost, 1L, Long::sum);
        }
    }

    long samples() {
        return root.samples;
    }

    /** The methods in which most samples ended, each with its share in percent. */
    Map<String, Double> hottest(int most) {
        var hottest = new LinkedHashMap<String, Double>();
        own.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(most)
                .forEach(method -> hottest.put(method.getKey(), percent(method.getValue())));
        return hottest;
    }

    String svg() {
        var height = (depth(root) + 1) * ROW;
        var drawn = new StringBuilder();
        draw(drawn, "all", root, 0, height - ROW);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="monospace" font-size="11">
                <rect width="100%%" height="100%%" fill="#fff"/>
                %s</svg>
                """.formatted(WIDTH, height, drawn);
    }

    private int depth(Call call) {
        return call.calls.values().stream()
                .filter(inner -> width(inner) >= NARROW)
                .mapToInt(inner -> 1 + depth(inner))
                .max()
                .orElse(0);
    }

    private void draw(StringBuilder svg, String name, Call call, double left, int top) {
        var width = width(call);
        var label = escaped(shortened(name, width));
        svg.append(String.format(
                Locale.ROOT,
                "<g><title>%s: %d samples, %.2f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
                        + " fill=\"hsl(%d 80%% 70%%)\" stroke=\"#fff\" stroke-width=\"0.5\"/>"
                        + "<text x=\"%.1f\" y=\"%d\">%s</text></g>%n",
                escaped(name),
                call.samples,
                percent(call.samples),
                left,
                top,
                width,
                ROW,
                hue(name),
                left + 2,
                top + 12,
                label));
        var at = left;
        for (var inner : call.calls.entrySet()) {
            if (width(inner.getValue()) >= NARROW) {
                draw(svg, inner.getKey(), inner.getValue(), at, top - ROW);
            }
            at += width(inner.getValue());
        }
    }

    private double width(Call call) {
        return WIDTH * (double) call.samples / Math.max(1, root.samples);
    }

    private double percent(long samples) {
        return 100.0 * samples / Math.max(1, root.samples);
    }

    /** Ours in another colour than all that we use. */
    private static int hue(String name) {
        var spread = Math.floorMod(name.hashCode(), 20);
        return name.startsWith("tocsin.") ? 10 + spread : 45 + spread;
    }

    /** The end of a name tells more than its packages. */
    private static String shortened(String name, double width) {
        var letters = (int) ((width - 4) / LETTER);
        return letters < 4 ? "" : name.substring(Math.max(0, name.length() - letters));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
