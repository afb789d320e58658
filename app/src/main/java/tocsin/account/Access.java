package tocsin.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who asks, in which organization, and what they may do and see there. Filled by {@link Gate}, read by everybody. */
@Named
@RequestScoped
public class Access {

    private final AccountSql sql;

    private Person person;
    private Organized organized;
    private String csrf;
    private byte[] session;
    private Long token;
    private String ip;
    private Audit.Actor actor;
    private List<VisibleProject> visible;

    Access(AccountSql sql) {
        this.sql = sql;
    }

    /** The organization of this request with the rights in it. */
    private record Organized(String tenant, String slug, Rights rights) {}

    /** The person, or 401 where the route lets strangers in. */
    public Person user() {
        return known().orElseThrow(() -> new NotAuthorizedException("Bearer"));
    }

    public Optional<Person> known() {
        return Optional.ofNullable(person);
    }

    /** The tenant's immutable id. */
    public String tenant() {
        return organized().tenant();
    }

    /** The organization's slug. */
    public String org() {
        return organized().slug();
    }

    public Role role() {
        return organized().rights().role();
    }

    /** Effective scopes: role and token together. */
    public Set<Scope> scopes() {
        return organized == null ? Set.of() : organized.rights().scopes();
    }

    public boolean may(Scope scope) {
        return scopes().contains(scope);
    }

    /** For templates: {@code inject:access.has('member:admin')}. */
    public boolean has(String scope) {
        return Scope.known(scope).filter(this::may).isPresent();
    }

    /** For what a route's annotation cannot say: 403 without the scope. */
    public void need(Scope scope) {
        if (!may(scope)) {
            throw new ForbiddenException("This needs " + scope);
        }
    }

    /** Every project the person may see, by slug. */
    public List<VisibleProject> visible() {
        if (visible == null) {
            visible = sql.visibleProjects(tenant(), user().id(), role().seesAllProjects());
        }
        return visible;
    }

    /** The ids of {@link #visible()}. */
    public Set<Long> projects() {
        return visible().stream().map(VisibleProject::id).collect(Collectors.toUnmodifiableSet());
    }

    /** The visible project of that slug (or, in API paths, that id); otherwise 404, so that nobody learns it exists. */
    public VisibleProject project(String slugOrId) {
        return visible().stream()
                .filter(project -> project.slug().equals(slugOrId)
                        || Long.toString(project.id()).equals(slugOrId))
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /** The visible project of that id, or 404. */
    public VisibleProject project(long id) {
        return visible().stream()
                .filter(project -> project.id() == id)
                .findFirst()
                .orElseThrow(NotFoundException::new);
    }

    /** The token that forms and scripts of this session must send back; empty without a session. */
    public Optional<String> csrf() {
        return Optional.ofNullable(csrf);
    }

    /** The address the request came from. */
    public Optional<String> ip() {
        return Optional.ofNullable(ip);
    }

    Optional<byte[]> session() {
        return Optional.ofNullable(session);
    }

    Optional<Long> token() {
        return Optional.ofNullable(token);
    }

    Optional<Audit.Actor> actor() {
        return Optional.ofNullable(actor);
    }

    void actAs(Audit.Actor another) {
        actor = another;
    }

    void from(String address) {
        ip = address;
    }

    void bySession(Person who, byte[] hash, String csrfToken) {
        person = who;
        session = hash;
        csrf = csrfToken;
    }

    void byToken(Person who, long tokenId) {
        person = who;
        token = tokenId;
    }

    void in(String tenant, String slug, Rights rights) {
        organized = new Organized(tenant, slug, rights);
    }

    private Organized organized() {
        if (organized == null) {
            throw new IllegalStateException("No organization in this request");
        }
        return organized;
    }
}
