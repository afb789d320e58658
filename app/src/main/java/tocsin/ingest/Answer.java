package tocsin.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What an SDK is told: a status, headers beside those that every answer has, and a body of some type. */
record Answer(int status, Map<String, String> headers, String type, byte[] body) {

    private static final String JSON = "application/json";

    static Answer json(int status, Map<String, String> headers, String body) {
        return new Answer(status, headers, JSON, body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(int status, String body) {
        return new Answer(status, Map.of(), "text/plain;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), JSON, new byte[0]);
    }
}
