package tocsin.tenant;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.MappedSuperclass;
import org.hibernate.annotations.TenantId;

/** Every row a tenant owns. Hibernate fills the column and adds it to every entity query. */
@MappedSuperclass
public abstract class TenantScoped extends PanacheEntityBase {

    @TenantId
    @Column(name = "tenant_id", updatable = false)
    public String tenantId;
}
