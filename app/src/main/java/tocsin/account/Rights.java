package tocsin.account;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What somebody may do in one organization. The only place where role and token scopes meet. */
public record Rights(Role role, Set<Scope> scopes) {

    /** A person on the pages may do all that the role allows. */
    static Rights ofSession(Role role) {
        return new Rights(role, role.scopes());
    }

    /** A token never does more than its person may, whatever it was once granted. */
    static Rights ofToken(Role role, Set<Scope> granted) {
        var scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(role.scopes());
        scopes.retainAll(granted);
        return new Rights(role, Collections.unmodifiableSet(scopes));
    }

    public boolean allow(Scope scope) {
        return scopes.contains(scope);
    }
}
