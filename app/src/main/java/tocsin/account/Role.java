package tocsin.account;

import static tocsin.account.Scope.*;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a member is in an organization, the most powerful first; each role has all scopes of those after it. */
public enum Role {
    OWNER(ORG_ADMIN),
    MANAGER(MEMBER_ADMIN),
    ADMIN(PROJECT_WRITE, TEAM_WRITE, EVENT_ADMIN),
    MEMBER(EVENT_WRITE, PROJECT_RELEASES),
    VIEWER(ORG_READ, PROJECT_READ, EVENT_READ, TEAM_READ, MEMBER_READ);

    private final Set<Scope> own;

    Role(Scope... own) {
        this.own = Set.of(own);
    }

    public Set<Scope> scopes() {
        var scopes = EnumSet.noneOf(Scope.class);
        for (var role : values()) {
            if (isAtLeast(role)) {
                scopes.addAll(role.own);
            }
        }
        return Collections.unmodifiableSet(scopes);
    }

    public boolean isAtLeast(Role other) {
        return ordinal() <= other.ordinal();
    }

    /** Admins and above see every project of their organization, others those of their teams. */
    public boolean seesAllProjects() {
        return isAtLeast(ADMIN);
    }

    /** For people: {@code Owner}. */
    public String label() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** For the API: {@code owner}. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Role known(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
