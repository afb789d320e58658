package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** Removes what no foreign key leads to: events lie in partitions of their own. */
@ApplicationScoped
class OrganizationSql {

    private final EntityManager entities;

    OrganizationSql(EntityManager entities) {
        this.entities = entities;
    }

    void deleteEvents(String tenant) {
        entities.createNativeQuery("delete from event where tenant_id = :tenant")
                .setParameter("tenant", tenant)
                .executeUpdate();
    }
}
