package tocsin.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What was rendered, to be asked for. */
record Manifests(List<JsonNode> all) {

    Manifests {
        all = List.copyOf(all);
    }

    /** The one of this kind with this name behind the release's, such as {@code server}. */
    JsonNode get(String kind, String name) {
        return kind(kind)
                .filter(one -> one.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + names()));
    }

    /** The only one of this kind. */
    JsonNode only(String kind) {
        var found = kind(kind).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind + " in " + names());
        }
        return found.getFirst();
    }

    Stream<JsonNode> kind(String kind) {
        return all.stream().filter(one -> one.path("kind").asText().equals(kind));
    }

    List<String> names() {
        return all.stream()
                .map(one -> one.path("kind").asText() + "/"
                        + one.at("/metadata/name").asText())
                .toList();
    }

    /** Every pod, wherever it is made. */
    Map<String, JsonNode> pods() {
        var pods = new LinkedHashMap<String, JsonNode>();
        for (var one : all) {
            var spec = Stream.of("/spec/template/spec", "/spec/jobTemplate/spec/template/spec", "/spec")
                    .map(one::at)
                    .filter(place -> place.has("containers"))
                    .findFirst();
            spec.ifPresent(pod -> pods.put(
                    one.path("kind").asText() + "/" + one.at("/metadata/name").asText(), pod));
        }
        return pods;
    }

    /** The value of a variable of the first container, or what says where it comes from. */
    static JsonNode variable(JsonNode workload, String name) {
        var container = workload.at("/spec/template/spec/containers/0");
        return elements(container.path("env"))
                .filter(one -> one.path("name").asText().equals(name))
                .map(one -> one.has("value") ? one.path("value") : one.at("/valueFrom/secretKeyRef"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
