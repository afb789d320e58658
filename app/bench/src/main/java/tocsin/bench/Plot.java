package tocsin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Curves over the same time, in panels one below the other, as an SVG that needs nothing else. */
final class Plot {

    private static final int WIDTH = 900;
    private static final int PANEL = 150;
    private static final int GAP = 50;
    private static final int LEFT = 80;
    private static final int RIGHT = 120;
    private static final List<String> COLOURS = List.of("#c2410c", "#1d4ed8");

    private final List<Long> seconds;
    private final List<String> panels = new ArrayList<>();

    /** @param seconds at which each value was taken */
    Plot(List<Long> seconds) {
        this.seconds = List.copyOf(seconds);
    }

    /** A curve with a value for each second of the plot; at most two share a panel. */
    record Line(String name, List<Double> values) {}

    Plot panel(String title, Line... lines) {
        var top = GAP + panels.size() * (PANEL + GAP);
        var most = List.of(lines).stream()
                .flatMap(line -> line.values().stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        var highest = most > 0 ? most : 1;
        var svg = new StringBuilder();
        text(svg, LEFT, top - 12, "start", "#111", title);
        for (var part = 0; part <= 2; part++) {
            var y = top + PANEL - PANEL * part / 2;
            svg.append("<path d=\"M%d %dH%d\" stroke=\"#ddd\"/>%n".formatted(LEFT, y, WIDTH - RIGHT));
            text(svg, LEFT - 8, y + 4, "end", "#555", number(highest * part / 2));
        }
        for (var i = 0; i < lines.length; i++) {
            var colour = COLOURS.get(i % COLOURS.size());
            svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>%n"
                    .formatted(points(lines[i], top, highest), colour));
            text(svg, WIDTH - RIGHT + 10, top + 14 + 18 * i, "start", colour, lines[i].name());
        }
        panels.add(svg.toString());
        return this;
    }

    private String points(Line line, int top, double highest) {
        return IntStream.range(0, seconds.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        x(seconds.get(i)),
                        top + PANEL * (1 - line.values().get(i) / highest)))
                .collect(Collectors.joining(" "));
    }

    private double x(long second) {
        return LEFT + (WIDTH - LEFT - RIGHT) * second / (double) Math.max(1, seconds.getLast());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%,.1f" : "%,.0f", value);
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String colour, String text) {
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n"
                .formatted(x, y, anchor, colour, text.replace("&", "&amp;").replace("<", "&lt;")));
    }

    @Override
    public String toString() {
        var height = GAP + panels.size() * (PANEL + GAP);
        var axis = new StringBuilder();
        text(axis, LEFT, height - 18, "start", "#555", "0 s");
        text(axis, WIDTH - RIGHT, height - 18, "end", "#555", seconds.getLast() + " s");
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#fff"/>
                %s%s</svg>
                """.formatted(WIDTH, height, String.join("", panels), axis);
    }
}
