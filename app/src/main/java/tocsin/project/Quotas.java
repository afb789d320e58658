package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.quota.Window;
import tocsin.sentry.Category;

/** Every way a limit changes. A change is in force within seconds, in every process. */
@ApplicationScoped
class Quotas {

    /** Far above what anybody sends, and far below where sums overflow. */
    private static final long MOST = 1_000_000_000_000_000L;

    /** Those that can be limited, in the order in which people think of them. */
    static final List<String> CATEGORIES = Arrays.stream(Category.values())
            .filter(category -> category != Category.INTERNAL)
            .map(Category::wireName)
            .toList();

    private final Audit audit;

    Quotas(Audit audit) {
        this.audit = audit;
    }

    /** A limit as people see it; {@code key} is null when it holds for all keys together, and so is its label. */
    record Listed(long id, Long key, String keyLabel, String category, long amount, String window) {

        /** For people: {@code 1,000 a minute}. */
        public String text() {
            return "%,d".formatted(amount)
                    + (category.equals("attachment") ? " bytes" : "")
                    + (window.equals("hour") ? " an " : " a ")
                    + window;
        }

        public String what() {
            return category.isEmpty() ? "everything" : category;
        }
    }

    /** What somebody wants: {@code key} null for all, {@code category} empty for all. */
    record Wanted(Long key, String category, long amount, Window window) {}

    /** Those of the project, or of the organization when that is null. */
    @Transactional
    List<Listed> list(Long project) {
        var labels = project == null
                ? java.util.Map.<Long, String>of()
                : ProjectKey.of(project).stream().collect(Collectors.toMap(key -> key.id, key -> key.label));
        return Quota.of(project).stream()
                .map(quota -> listed(quota, quota.keyId == null ? null : labels.get(quota.keyId)))
                .toList();
    }

    @Transactional
    Listed create(Long project, Wanted wanted) {
        var quota = new Quota();
        quota.projectId = project;
        quota.keyId = wanted.key();
        quota.category = wanted.category();
        quota.amount = wanted.amount();
        quota.timeWindow = wanted.window();
        var label = check(project, wanted);
        Refused.whenTaken("category", "A limit for the same", () -> {
            quota.persistAndFlush();
            return quota;
        });
        return noted("quota.create", quota, label);
    }

    @Transactional
    Listed change(Long project, long id, long amount) {
        var quota = Quota.get(project, id);
        quota.amount = checked(amount);
        return noted("quota.change", quota, label(quota));
    }

    @Transactional
    void delete(Long project, long id) {
        var quota = Quota.get(project, id);
        noted("quota.delete", quota, label(quota));
        quota.delete();
    }

    @Transactional
    boolean dampsSpikes(long project) {
        return Project.get(project).spikeProtection;
    }

    @Transactional
    void dampSpikes(long project, boolean on) {
        var found = Project.get(project);
        found.spikeProtection = on;
        audit.note("project.spikes", found.slug, on ? "damped" : "let in");
    }

    /** @return the label of the key, which has to be the project's own */
    private static String check(Long project, Wanted wanted) {
        checked(wanted.amount());
        if (!wanted.category().isEmpty() && !CATEGORIES.contains(wanted.category())) {
            throw new Refused("category", "There is no such category");
        }
        if (wanted.key() == null) {
            return null;
        }
        if (project == null) {
            throw new Refused("key", "A key is limited in its project");
        }
        return ProjectKey.get(project, wanted.key()).label;
    }

    private static long checked(long amount) {
        if (amount < 0 || amount > MOST) {
            throw new Refused("amount", "A number from 0 to " + MOST);
        }
        return amount;
    }

    private static String label(Quota quota) {
        return quota.keyId == null ? null : ProjectKey.get(quota.projectId, quota.keyId).label;
    }

    private Listed noted(String action, Quota quota, String label) {
        var listed = listed(quota, label);
        var target = quota.projectId == null ? "organization" : Project.get(quota.projectId).slug;
        audit.note(action, target, (label == null ? "" : label + ": ") + listed.what() + ", " + listed.text());
        return listed;
    }

    private static Listed listed(Quota quota, String label) {
        return new Listed(quota.id, quota.keyId, label, quota.category, quota.amount, quota.timeWindow.label());
    }
}
