package tocsin.account;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.NotFoundException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private Set<Long> visible;
    /** Those that this request has met already. */
    private final Map<Long, VisibleProject> met = new HashMap<>();

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

    /** The ids of every project the person may see. There may be ten thousand: for what goes through all of them. */
    public Set<Long> projects() {
        if (visible == null) {
            visible = Set.copyOf(sql.visibleIds(viewer()));
        }
        return visible;
    }

    /** How many projects the person may see. */
    public int countProjects() {
        return visible == null ? sql.countVisible(viewer()) : visible.size();
    }

    /** The first so many of them, by slug. */
    public List<VisibleProject> firstProjects(int most) {
        return meet(sql.visible(viewer(), most));
    }

    /** The visible project of that slug (or, in API paths, that id); otherwise 404, so that nobody learns it exists. */
    public VisibleProject project(String slugOrId) {
        return knownProject(slugOrId).orElseThrow(NotFoundException::new);
    }

    public Optional<VisibleProject> knownProject(String slugOrId) {
        return met.values().stream()
                .filter(project -> project.slug().equals(slugOrId))
                .findFirst()
                .or(() -> meet(sql.visible(viewer(), slugOrId).stream().toList()).stream()
                        .findFirst());
    }

    /** The visible project of that id, or 404. */
    public VisibleProject project(long id) {
        var found = projects(List.of(id)).get(id);
        if (found == null) {
            throw new NotFoundException();
        }
        return found;
    }

    /** Those of these ids that are visible, asked for at once. */
    public Map<Long, VisibleProject> projects(Collection<Long> ids) {
        var unknown = ids.stream().filter(id -> !met.containsKey(id)).distinct().toList();
        if (!unknown.isEmpty()) {
            meet(sql.visible(viewer(), unknown));
        }
        return ids.stream()
                .filter(met::containsKey)
                .distinct()
                .collect(Collectors.toUnmodifiableMap(id -> id, met::get));
    }

    private List<VisibleProject> meet(List<VisibleProject> projects) {
        projects.forEach(project -> met.put(project.id(), project));
        return projects;
    }

    private AccountSql.Viewer viewer() {
        return new AccountSql.Viewer(tenant(), user().id(), role().seesAllProjects());
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
