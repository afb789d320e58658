package tocsin.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** The part of an address that names an organization, a team or a project. */
public final class Slug {

    public static final String PATTERN = "[a-z0-9][a-z0-9-]{0,49}";
    public static final String RULE = "Lower-case letters, digits and hyphens, at most 50, not beginning with a hyphen";

    /** First segments of addresses that are not organizations, now or later. */
    private static final Set<String> RESERVED = Set.of(
            "about",
            "account",
            "admin",
            "api",
            "assets",
            "auth",
            "docs",
            "favicon",
            "health",
            "help",
            "instance",
            "invite",
            "join",
            "live",
            "login",
            "logout",
            "metrics",
            "new",
            "oauth",
            "openapi",
            "organizations",
            "privacy",
            "q",
            "ready",
            "register",
            "robots",
            "saml",
            "scim",
            "setup",
            "sso",
            "static",
            "status",
            "support",
            "swagger",
            "system",
            "terms",
            "tocsin",
            "unsubscribe",
            "up",
            "user",
            "users",
            "web",
            "webhooks",
            "well-known");

    /** Second segments of an organization's addresses, which no project may have for its name. */
    private static final Set<String> RESERVED_IN_ORGANIZATION = Set.of(
            "alerts",
            "events",
            "feedback",
            "issues",
            "live",
            "members",
            "monitors",
            "new",
            "projects",
            "releases",
            "search",
            "settings",
            "start",
            "stats",
            "teams");

    private Slug() {}

    /** Whether an address that begins so can be meant for an organization. */
    static boolean mayBeOrganization(String slug) {
        return slug.matches(PATTERN) && !RESERVED.contains(slug);
    }

    /** The slug, if an organization may have it. */
    public static String ofOrganization(String slug) {
        return refuse(slug, RESERVED);
    }

    /** The slug, if a project may have it. Digits alone would be taken for a project's number. */
    public static String ofProject(String slug) {
        if (slug.matches("[0-9]+")) {
            throw new Refused("slug", "“" + slug + "” could be mistaken for a number");
        }
        return refuse(slug, RESERVED_IN_ORGANIZATION);
    }

    /** The slug, if a team may have it. */
    public static String ofTeam(String slug) {
        return refuse(slug, Set.of("new"));
    }

    /** A slug that resembles a name; may be empty or taken. */
    public static String from(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+", "");
        return plain.substring(0, Math.min(50, plain.length())).replaceAll("-+$", "");
    }

    private static String refuse(String slug, Set<String> reserved) {
        if (!slug.matches(PATTERN)) {
            throw new Refused("slug", RULE);
        }
        if (reserved.contains(slug)) {
            throw new Refused("slug", "“" + slug + "” is a name that Tocsin keeps for itself");
        }
        return slug;
    }
}
