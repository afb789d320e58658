package tocsin.tenant;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.RequestScoped;

/** Tells Hibernate the tenant of each session. Without a tenant only global tables can be used. */
@PersistenceUnitExtension
@RequestScoped
class HibernateTenant implements TenantResolver {

    /** No row has it: a session that was opened before its tenant was found sees global tables and nothing else. */
    private static final String NOBODY = "";

    private final CurrentTenant current;

    HibernateTenant(CurrentTenant current) {
        this.current = current;
    }

    @Override
    public String getDefaultTenantId() {
        return NOBODY;
    }

    @Override
    public String resolveTenantId() {
        return current.known().orElse(NOBODY);
    }
}
