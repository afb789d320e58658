package tocsin.forward;

import java.nio.charset.StandardCharsets;

/**
 * What one target gets at once: a JSON object.
 *
 * @param id the same however often it is sent
 * @param type such as {@code issue.opened}
 */
record Message(String id, String type, String json) {

    int size() {
        return json.getBytes(StandardCharsets.UTF_8).length;
    }
}
