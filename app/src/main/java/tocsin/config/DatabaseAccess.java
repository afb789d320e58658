package tocsin.config;

import java.util.Optional;

/** How one of the roles reaches the database: as itself, or through a shared login that then takes the role. */
public record DatabaseAccess(DatabaseRole role, DatabaseUrl url, boolean shared) {

    /**
     * What a fresh connection says first. A login that may not take the role keeps its own, and the policies bind it
     * all the same; readiness and doctor tell the operator.
     */
    public Optional<String> firstStatement() {
        if (!shared || role == DatabaseRole.OWNER) {
            return Optional.empty();
        }
        var name = role.roleName();
        return Optional.of("select set_config('role', rolname, false) from pg_roles where rolname = '" + name
                + "' and pg_has_role(current_user, rolname, 'MEMBER')");
    }
}
