package tocsin.account;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What somebody may do in one organization. The only place where role and token scopes meet. */
public record Rights(Role role, Set<Scope> scopes) {

    /** A person on the pages may do all that the role allows. */
    static Rights ofSession(Role role, boolean instanceAdmin) {
        return new Rights(role, Collections.unmodifiableSet(all(role, instanceAdmin)));
    }

    /** A token never does more than its person may, whatever it was once granted. */
    static Rights ofToken(Role role, boolean instanceAdmin, Set<Scope> granted) {
        var scopes = all(role, instanceAdmin);
        scopes.retainAll(granted);
        return new Rights(role, Collections.unmodifiableSet(scopes));
    }

    private static Set<Scope> all(Role role, boolean instanceAdmin) {
        var scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(role.scopes());
        if (instanceAdmin) {
            scopes.add(Scope.INSTANCE_ADMIN);
        }
        return scopes;
    }

    public boolean allow(Scope scope) {
        return scopes.contains(scope);
    }
}
