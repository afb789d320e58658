package tocsin.account;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import tocsin.tenant.CurrentTenant;
import tocsin.tenant.Tenant;
import tocsin.tenant.Tenants;

/** Every way an organization comes, changes and goes. */
@ApplicationScoped
@ActivateRequestContext
public class Organizations {

    private final Audit audit;
    private final CurrentTenant current;
    private final Tenants tenants;
    private final OrganizationSql sql;
    private final Users users;

    Organizations(Audit audit, CurrentTenant current, Tenants tenants, OrganizationSql sql, Users users) {
        this.audit = audit;
        this.current = current;
        this.tenants = tenants;
        this.sql = sql;
        this.users = users;
    }

    /** A new tenant and whose it is; with a password when a new one was made up for the owner, to be shown once. */
    public record Founded(Tenant tenant, String owner, Optional<String> password) {}

    /** A new tenant, owned by the person with that id. */
    public Tenant create(String slug, String name, long owner) {
        return found(slug, name, () -> new Users.Claim(User.get(owner), Optional.empty()))
                .tenant();
    }

    /** A new tenant, owned by whoever has that address; somebody without an account gets one, or neither is there. */
    public Founded create(String slug, String name, String owner) {
        return found(slug, name, () -> users.claim(owner));
    }

    /** A new tenant for somebody whom nobody knew before, with all that it begins with, or nothing of it. */
    public <T> T begin(
            String slug, String name, String email, Supplier<User> founder, BiFunction<Tenant, User, T> beginning) {
        var actor = new Audit.Actor(null, User.normal(email), audit.actor().ip());
        return found(
                actor,
                slug,
                name,
                () -> new Users.Claim(founder.get(), Optional.empty()),
                (tenant, owner) -> beginning.apply(tenant, owner.user()));
    }

    private Founded found(String slug, String name, Supplier<Users.Claim> owner) {
        return found(
                audit.actor(),
                slug,
                name,
                owner,
                (tenant, claim) -> new Founded(tenant, claim.user().email, claim.password()));
    }

    /** It is written by the tenant that it makes. */
    private <T> T found(
            Audit.Actor actor,
            String slug,
            String name,
            Supplier<Users.Claim> owner,
            BiFunction<Tenant, Users.Claim, T> beginning) {
        var id = Secrets.readable(8);
        return CurrentTenant.as(id, () -> QuarkusTransaction.requiringNew().call(() -> {
            audit.actAs(actor);
            var claim = owner.get();
            var organization = new Organization();
            organization.tenantId = id;
            organization.slug = Slug.ofOrganization(slug);
            organization.name = named(name, slug);
            Refused.whenTaken("slug", slug, () -> {
                organization.persistAndFlush();
                return organization;
            });
            var membership = new Membership();
            membership.userId = claim.user().id;
            membership.role = Role.OWNER;
            membership.persist();
            audit.note("organization.create", organization.slug, "owner " + claim.user().email);
            return beginning.apply(new Tenant(id, organization.slug, organization.name, true), claim);
        }));
    }

    /** Every tenant of the instance, for its administrators and their commands. */
    public List<Tenant> all(String reason) {
        return tenants.unconstrained(audit.actor().name(), reason, List::copyOf);
    }

    /** Finds a tenant for a command or an administrator of the instance. */
    public Tenant bySlug(String slug, String reason) {
        return all(reason).stream()
                .filter(tenant -> tenant.slug().equals(slug))
                .findFirst()
                .orElseThrow(() -> new NotFoundException("There is no organization " + slug));
    }

    /** Runs work in the tenant that a command or an administrator of the instance named. */
    public <T> T in(String slug, String reason, Supplier<T> work) {
        return CurrentTenant.as(bySlug(slug, reason).id(), work);
    }

    @Transactional
    public Organization change(String slug, String name) {
        var organization = Organization.get(current.id());
        var before = organization.slug;
        organization.slug = slug.equals(before) ? slug : Slug.ofOrganization(slug);
        organization.name = named(name, slug);
        audit.note("organization.change", before, slug.equals(before) ? name : "now " + slug);
        return Refused.whenTaken("slug", slug, () -> {
            organization.persistAndFlush();
            return organization;
        });
    }

    /** Accepts no more events and lets nobody in, until the instance's administrator enables it again. */
    @Transactional
    public void disable() {
        var organization = Organization.get(current.id());
        organization.status = Organization.Status.DISABLED;
        audit.note("organization.disable", organization.slug);
    }

    @Transactional
    public void enable() {
        var organization = Organization.get(current.id());
        organization.status = Organization.Status.ACTIVE;
        audit.note("organization.enable", organization.slug);
    }

    /** As {@link #disable()}, by an administrator of the instance. */
    public void disable(String slug) {
        CurrentTenant.run(bySlug(slug, "disabled the organization " + slug).id(), asActor(this::disable));
    }

    /** As {@link #enable()}, by an administrator of the instance. */
    public void enable(String slug) {
        CurrentTenant.run(bySlug(slug, "enabled the organization " + slug).id(), asActor(this::enable));
    }

    /** As {@link #change(String, String)}, by an administrator of the instance. */
    public Tenant change(String slug, String changed, String name) {
        var tenant = bySlug(slug, "changed the organization " + slug);
        CurrentTenant.run(tenant.id(), asActor(() -> change(changed, name)));
        return new Tenant(tenant.id(), changed, name, tenant.active());
    }

    /** As {@link #delete()}, by an administrator of the instance, and only of what was disabled before. */
    public void delete(String slug) {
        var tenant = bySlug(slug, "wanted to delete the organization " + slug);
        if (tenant.active()) {
            throw new Refused("organization", slug + " is in use; disable it first");
        }
        CurrentTenant.run(tenant.id(), asActor(this::delete));
    }

    /** Work in another tenant has a context of its own, which does not know who asked for it. */
    private Runnable asActor(Runnable work) {
        var actor = audit.actor();
        return () -> {
            audit.actAs(actor);
            work.run();
        };
    }

    /**
     * With everything in it, which may take a while; but nobody enters it from now on. The note goes to the instance's audit
     * log, because the organization's own goes too.
     */
    @Transactional
    public void delete() {
        var organization = Organization.get(current.id());
        tenants.unconstrained(audit.actor().name(), "deleted the organization " + organization.slug, all -> null);
        sql.markDeleted(current.id());
    }

    private static String named(String name, String slug) {
        var given = name == null ? "" : name.strip();
        if (given.length() > 100) {
            throw new Refused("name", "At most 100 characters");
        }
        return given.isEmpty() ? slug : given;
    }
}
