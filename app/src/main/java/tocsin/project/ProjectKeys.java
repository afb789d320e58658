package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.account.Secrets;
import tocsin.config.Settings;

/** Every way a project's key changes. */
@ApplicationScoped
public class ProjectKeys {

    private final Audit audit;
    private final Settings settings;

    ProjectKeys(Audit audit, Settings settings) {
        this.audit = audit;
        this.settings = settings;
    }

    /** A key with the DSN made of it. */
    public record Listed(
            long id, long projectId, String label, String publicKey, String dsn, boolean active, Instant createdAt) {}

    @Transactional
    public List<Listed> list(long project) {
        return ProjectKey.of(project).stream().map(this::listed).toList();
    }

    @Transactional
    public Listed create(long project, String label) {
        return create(project, label, Secrets.hex());
    }

    /** With a key that was made elsewhere, for demonstrations and for moving house. */
    @Transactional
    public Listed create(long project, String label, String publicKey) {
        var key = new ProjectKey();
        key.projectId = Project.get(project).id;
        key.label = named(label);
        key.publicKey = publicKey;
        Refused.whenTaken("key", publicKey, () -> {
            key.persistAndFlush();
            return key;
        });
        note("key.create", key);
        return listed(key);
    }

    /** For a sensor alone; whoever makes the sensor writes down that it did. */
    @Transactional
    public Listed createForSensor(long project, String sensor) {
        var key = new ProjectKey();
        key.projectId = Project.get(project).id;
        key.label = named(sensor);
        key.publicKey = Secrets.hex();
        key.sensor = true;
        key.persist();
        return listed(key);
    }

    /** For good: what a sensor sends is refused from now on. */
    @Transactional
    public void stopSensor(long project, long id) {
        ProjectKey.update(
                "status = ?1 where projectId = ?2 and id = ?3 and sensor", ProjectKey.Status.DISABLED, project, id);
    }

    public String dsn(String publicKey, long project) {
        return ProjectKey.dsn(settings.url(), publicKey, project);
    }

    @Transactional
    public Listed rename(long project, long id, String label) {
        var key = ProjectKey.get(project, id);
        key.label = named(label);
        note("key.change", key);
        return listed(key);
    }

    /** As {@link #rename} and {@link #disable} or {@link #enable} in one. */
    @Transactional
    public Listed change(long project, long id, String label, boolean active) {
        var renamed = rename(project, id, label);
        if (active == renamed.active()) {
            return renamed;
        }
        return active ? enable(project, id) : disable(project, id);
    }

    /** A new key takes over at once; the old one stays, disabled, so that it can be enabled while programs change. */
    @Transactional
    public Listed rotate(long project, long id) {
        var old = ProjectKey.get(project, id);
        old.status = ProjectKey.Status.DISABLED;
        note("key.rotate", old);
        return create(project, old.label);
    }

    @Transactional
    public Listed disable(long project, long id) {
        return become(project, id, ProjectKey.Status.DISABLED, "key.disable");
    }

    @Transactional
    public Listed enable(long project, long id) {
        return become(project, id, ProjectKey.Status.ACTIVE, "key.enable");
    }

    @Transactional
    public void delete(long project, long id) {
        var key = ProjectKey.get(project, id);
        note("key.delete", key);
        key.delete();
    }

    private Listed become(long project, long id, ProjectKey.Status status, String action) {
        var key = ProjectKey.get(project, id);
        key.status = status;
        note(action, key);
        return listed(key);
    }

    private void note(String action, ProjectKey key) {
        audit.note(action, Project.get(key.projectId).slug, key.label + " " + key.publicKey.substring(0, 8));
    }

    private static String named(String label) {
        var given = label == null ? "" : label.strip();
        if (given.length() > 100) {
            throw new Refused("label", "At most 100 characters");
        }
        return given.isEmpty() ? "Default" : given;
    }

    private Listed listed(ProjectKey key) {
        URI instance = settings.url();
        return new Listed(
                key.id,
                key.projectId,
                key.label,
                key.publicKey,
                key.dsn(instance),
                key.status == ProjectKey.Status.ACTIVE,
                key.createdAt);
    }
}
