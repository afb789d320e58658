package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import tocsin.sentry.SentryEvent.User;

/** Whom it happened to; what is not of the protocol goes to the user's data. */
final class UserParser {

    private static final Set<String> KNOWN = Set.of("id", "username", "email", "ip_address", "name", "geo", "data");

    private static final User NOBODY = new User(null, null, null, null, null, null, null);

    private UserParser() {}

    static User parse(Fields event, ClientAddress address) {
        var user = event.object("user", fields -> user(fields, address));
        if (user != null) {
            return user;
        }
        var ip = address.implied();
        return ip == null ? null : new User(null, null, null, ip, null, null, null);
    }

    private static User user(Fields fields, ClientAddress address) {
        var sent = fields.text("ip_address", Fields.NAME);
        var ip = sent == null ? address.implied() : address.named(sent);
        if (sent != null && ip == null && !ClientAddress.AUTO.equals(sent)) {
            fields.notes().invalid("ip_address", fields.get("ip_address"), "not an IP address");
        }
        var user = new User(
                fields.anyText("id", Fields.NAME),
                fields.anyText("username", Fields.NAME),
                fields.anyText("email", Fields.NAME),
                ip,
                fields.anyText("name", Fields.NAME),
                fields.objectData("geo", 3, 1024),
                data(fields));
        return user.equals(NOBODY) ? null : user;
    }

    private static JsonNode data(Fields fields) {
        ObjectNode data = null;
        for (var name : fields.names()) {
            if (!KNOWN.contains(name)) {
                data = data == null ? JsonNodeFactory.instance.objectNode() : data;
                data.set(name, fields.raw(name));
            }
        }
        var sent = fields.get("data");
        if (sent != null && !sent.isObject()) {
            data = data == null ? JsonNodeFactory.instance.objectNode() : data;
            data.set("data", sent);
        } else if (data == null) {
            return sent == null ? null : fields.data("data", sent, 7, 8192);
        } else if (sent != null) {
            data.setAll((ObjectNode) sent);
        }
        return fields.data("data", data, 7, 8192);
    }
}
