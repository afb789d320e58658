package tocsin.config;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a server is there for. One that is there for everything is the usual one. */
public enum ServerRole {
    /** Takes what programs send, and writes it. */
    INGEST,
    /** Shows pages and answers the API. */
    WEB,
    /** Does what nobody waits for: retention, mail, forwarding, deletion. */
    WORKER;

    public static final String ALL = "ingest,web,worker";

    /** As operators write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Set<ServerRole> parse(String text) {
        var roles = EnumSet.noneOf(ServerRole.class);
        for (var word : Kind.list(text)) {
            roles.add(valueOf(word.toUpperCase(Locale.ROOT)));
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("no role");
        }
        return roles;
    }
}
