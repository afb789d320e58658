package tocsin.sentry;

import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent.Sdk;

/** The SDK that sent the event; its packages as {@code name@version}. */
final class SdkParser {

    private static final int MAX_PARTS = 200;

    private SdkParser() {}

    static Sdk parse(Fields event) {
        return event.object("sdk", SdkParser::sdk);
    }

    private static Sdk sdk(Fields fields) {
        return new Sdk(
                fields.text("name", Fields.NAME),
                fields.text("version", Fields.NAME),
                fields.lines("integrations", MAX_PARTS, false, Fields.NAME),
                packages(fields));
    }

    private static List<String> packages(Fields fields) {
        var sent = fields.get("packages");
        if (sent == null || !sent.isArray()) {
            return List.of();
        }
        var packages = new ArrayList<String>();
        for (var each : sent) {
            var version = ForeignText.clean(each.path("version").asText());
            var name = ForeignText.clean(
                    each.isTextual() ? each.asText() : each.path("name").asText());
            if (!name.isBlank() && packages.size() < MAX_PARTS) {
                packages.add(ForeignText.shorten(version.isEmpty() ? name : name + "@" + version, Fields.NAME));
            }
        }
        return packages;
    }
}
