package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetAddress;
import java.util.Set;

/** Which IP address an event is of: what the SDK says, the web server's idea, or that of the connection. */
final class ClientAddress {

    /** What SDKs send to ask for the address of the connection. */
    static final String AUTO = "{{auto}}";

    /** These run where the user is, so that the connection is the user's. */
    private static final Set<String> AT_THE_USER = Set.of("javascript", "cocoa", "objc");

    private final JsonNode event;
    private final String platform;
    private final String connection;

    ClientAddress(JsonNode event, String platform, String connection) {
        this.event = event;
        this.platform = platform;
        this.connection = connection != null && isAddress(connection) ? connection : null;
    }

    /** The address that the SDK gave; null when it is none. */
    String named(String sent) {
        var stripped = sent.strip();
        if (stripped.equals(AUTO)) {
            return connection;
        }
        return isAddress(stripped) ? stripped : null;
    }

    /** The address when the SDK gave none; null when it is not ours to guess. */
    String implied() {
        var remote = event.path("request").path("env").path("REMOTE_ADDR").asText();
        if (isAddress(remote)) {
            return remote;
        }
        var infer = event.path("sdk").path("settings").path("infer_ip").asText();
        var auto = remote.equals(AUTO) || infer.equals("auto") || AT_THE_USER.contains(platform);
        return auto && !infer.equals("never") ? connection : null;
    }

    private static boolean isAddress(String text) {
        if (text.length() < 2
                || text.length() > 45
                || text.indexOf('%') >= 0
                || text.indexOf(':') < 0 && dots(text) != 3) {
            return false;
        }
        try {
            return InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static long dots(String text) {
        return text.chars().filter(c -> c == '.').count();
    }
}
