package tocsin.account;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** One thing that may be done, as API tokens name it. */
public enum Scope {
    ORG_READ,
    ORG_ADMIN,
    PROJECT_READ,
    PROJECT_WRITE,
    PROJECT_RELEASES,
    EVENT_READ,
    EVENT_WRITE,
    EVENT_ADMIN,
    TEAM_READ,
    TEAM_WRITE,
    MEMBER_READ,
    MEMBER_ADMIN,
    /** In no role: for people who administer the instance, and for their tokens only where it was asked for. */
    INSTANCE_ADMIN;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', ':');

    /** As tokens and documents write it, e.g. {@code event:read}. */
    public String text() {
        return text;
    }

    public static Optional<Scope> known(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
