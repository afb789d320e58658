package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The values' defaults, their schema and the application's options belong together. */
class ValuesTest {

    /** What the chart sets by values of other names. */
    private static final Set<String> SET_BY_THE_CHART = Set.of(
            "TOCSIN_URL",
            "TOCSIN_HOST",
            "TOCSIN_PORT",
            "TOCSIN_ROLES",
            "TOCSIN_MANAGEMENT_HOST",
            "TOCSIN_MANAGEMENT_PORT",
            "TOCSIN_DRAIN",
            "TOCSIN_DATABASE_URL",
            "TOCSIN_DATABASE_OWNER_URL",
            "TOCSIN_DATABASE_APP_URL",
            "TOCSIN_DATABASE_INGEST_URL",
            "TOCSIN_DATABASE_POOL",
            "TOCSIN_DATABASE_INGEST_POOL",
            "TOCSIN_SPOOL",
            "TOCSIN_SPOOL_MEGABYTES",
            "TOCSIN_SPOOL_FLOOR_MEGABYTES",
            "TOCSIN_SMTP_URL");

    private final JsonNode schema = Chart.yaml(Chart.PLACE.resolve("values.schema.json"));

    @Test
    void everyOptionOfTheApplicationIsAValue() {
        var options = new TreeSet<String>();
        var heading =
                Pattern.compile("(?m)^## (TOCSIN_\\w+)$").matcher(Chart.text(Path.of("../app/doc/configuration.md")));
        while (heading.find()) {
            options.add(heading.group(1));
        }

        var values = new TreeSet<>(SET_BY_THE_CHART);
        schema.at("/$defs/settings/properties").fieldNames().forEachRemaining(values::add);

        assertThat(values).isEqualTo(options);
    }

    @Test
    void theChartHasTheVersionOfTheRelease() {
        var chart = Chart.yaml(Chart.PLACE.resolve("Chart.yaml"));
        var release = Pattern.compile("<revision>(.*)</revision>").matcher(Chart.text(Path.of("../pom.xml")));

        assertThat(release.find()).isTrue();
        assertThat(chart.path("version").asText()).isEqualTo(release.group(1));
        assertThat(chart.path("appVersion").asText()).isEqualTo(release.group(1));
    }

    @Test
    void everyObjectSaysWhatItMayHold() {
        var open = new ArrayList<String>();
        look("", schema, open);

        assertThat(open).containsExactlyInAnyOrder("/$defs/kubernetes");
    }

    @Test
    void everyValueHasADefaultAndEveryDefaultIsAllowed() {
        var wrong = new ArrayList<String>();
        compare("", schema, Chart.yaml(Chart.PLACE.resolve("values.yaml")), wrong);

        assertThat(wrong).isEmpty();
    }

    /** Where it is true that anything may stand. */
    private static void look(String path, JsonNode node, List<String> open) {
        if (node.path("type").asText().equals("object")) {
            var others = node.path("additionalProperties");
            if (!others.isObject() && (!others.isBoolean() || others.asBoolean())) {
                open.add(path);
            }
        }
        node.properties().forEach(field -> look(path + "/" + field.getKey(), field.getValue(), open));
    }

    private void compare(String path, JsonNode declared, JsonNode value, List<String> wrong) {
        var resolved =
                declared.has("$ref") ? schema.at(declared.path("$ref").asText().substring(1)) : declared;
        var asInServer = (Set.of("/ingest", "/web", "/worker").contains(path)) && value.isEmpty();
        if (!resolved.has("properties") || asInServer || path.endsWith("/settings") || path.endsWith("resources")) {
            return;
        }
        var names = new TreeSet<String>();
        resolved.path("properties").fieldNames().forEachRemaining(names::add);
        value.fieldNames().forEachRemaining(names::add);
        for (var name : names) {
            var here = path + "/" + name;
            if (!resolved.path("properties").has(name) || !value.has(name)) {
                wrong.add(here);
            } else {
                compare(here, resolved.path("properties").path(name), value.path(name), wrong);
            }
        }
    }
}
