package tocsin.regroup;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tocsin.account.Refused;
import tocsin.grouping.Grouping;
import tocsin.tenant.CurrentTenant;

/**
 * Makes issues one, and takes them apart again. The keys change hands in a short transaction in which nobody writes
 * events, of any tenant: whatever takes time comes before it or after it. Events and numbers follow, at once when they are
 * few, otherwise in the background. Callers do their part within {@link #patiently}, in a transaction of their own, and
 * call {@link #follow} after it.
 */
@ApplicationScoped
public class Merges {

    /** So long a person waits for what can be done at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int SHOWN_KEYS = 500;
    private static final String ON_THEIR_WAY = "Its events are still on their way: try again in a moment";

    private final CurrentTenant current;
    private final MergeSql sql;
    private final MoveSql moving;
    private final WritersSql writers;
    private final KeySql keys;
    private final Moves moves;

    Merges(CurrentTenant current, MergeSql sql, MoveSql moving, WritersSql writers, KeySql keys, Moves moves) {
        this.current = current;
        this.sql = sql;
        this.moving = moving;
        this.writers = writers;
        this.keys = keys;
        this.moves = moves;
    }

    /**
     * Does a change of these issues, again if it met others; first waits for those who write their numbers, so that it
     * need not when all wait for it.
     */
    public <T> T patiently(Collection<Long> issues, Supplier<T> change) {
        var tenant = current.id();
        return Patience.of(() -> {
            QuarkusTransaction.requiringNew().run(() -> writers.await(tenant, issues));
            return QuarkusTransaction.requiringNew().call(change::get);
        });
    }

    /** Makes the sources part of the target. */
    public void merge(long project, long target, Collection<Long> sources, long person) {
        var tenant = current.id();
        var all = new HashSet<>(sources);
        all.add(target);
        writers.stop(tenant);
        if (sql.live(tenant, project, all).size() < all.size()) {
            throw new NotFoundException();
        }
        onlyKeyed(all);
        for (var source : sources) {
            var merge = sql.begin(tenant, project, source, target, person);
            moving.begin(tenant, project, Move.Kind.MERGE, source, target, merge, List.of(), List.of());
        }
    }

    /** What is part of an issue, or is just being taken out of it: the latest first. */
    public List<Merge> into(long project, long issue) {
        return sql.shown(current.id(), project, issue);
    }

    /** Of one that was undone, how far that is. */
    public Merge known(long project, long merge) {
        return sql.known(current.id(), project, merge).orElseThrow(NotFoundException::new);
    }

    /** Whether events come to the issue, or leave it, that are still on their way. */
    public boolean isMoving(long issue) {
        return moving.isMoving(current.id(), List.of(issue));
    }

    public Merge get(long project, long merge) {
        return sql.find(current.id(), project, merge).orElseThrow(NotFoundException::new);
    }

    /** Gives the issue back what was its own, and what came for it since: all that takes time is left to the move. */
    public Merge undo(long project, long id) {
        var tenant = current.id();
        var into = get(project, id).into();
        writers.await(tenant, List.of(into));
        if (sql.live(tenant, project, List.of(into)).isEmpty()) {
            throw new Refused("merge", "It is part of an issue that is itself part of another: undo that first");
        }
        var merge = get(project, id);
        onlyAtRest(tenant, List.of(merge.from(), merge.into()));
        var family = sql.family(tenant, merge.from());
        sql.undo(tenant, merge, family);
        moving.begin(tenant, project, Move.Kind.UNDO, merge.into(), merge.from(), id, family, List.of());
        return merge;
    }

    /** Refuses to change issues whose keys are about to go back to where they were before a merge. */
    public void onlyKeyed(Collection<Long> issues) {
        if (moving.isUnkeyed(current.id(), issues)) {
            throw new Refused("id", ON_THEIR_WAY);
        }
    }

    private void onlyAtRest(String tenant, List<Long> issues) {
        if (moving.isMoving(tenant, issues)) {
            throw new Refused("merge", ON_THEIR_WAY);
        }
    }

    /** What became of keys that were to leave an issue. */
    public sealed interface Parted {

        /** They were exactly what a merge had brought. */
        record Undone(Merge merge) implements Parted {}

        /** They lead to an issue of their own now. */
        record Opened(long issue) implements Parted {}
    }

    /** Takes keys out of an issue, with their events: into the issue that they came with, or else into a new one. */
    public Parted part(long project, long issue, Collection<String> chosen) {
        var tenant = current.id();
        var all = sql.keys(tenant, issue, Integer.MAX_VALUE);
        var wanted = all.stream()
                .filter(key -> chosen.contains(key.hex()))
                .map(KeyRow::hash)
                .collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            throw new Refused("id", "None of these keys leads to this issue");
        }
        var going = sql.along(tenant, issue, wanted);
        if (going.size() == all.size()) {
            throw new Refused("id", "All keys together are the issue itself: leave it at least one");
        }
        var merge = broughtBy(tenant, project, issue, all, going);
        if (merge.isPresent()) {
            return new Parted.Undone(undo(project, merge.get().id()));
        }
        return new Parted.Opened(open(tenant, project, issue, all.size(), going));
    }

    private Optional<Merge> broughtBy(String tenant, long project, long issue, List<KeyRow> all, List<KeyRow> going) {
        var gone = hexes(going);
        for (var merge : sql.into(tenant, project, issue)) {
            var family = new HashSet<>(sql.family(tenant, merge.from()));
            var brought =
                    all.stream().filter(key -> family.contains(key.home())).toList();
            if (!brought.isEmpty() && hexes(brought).equals(gone)) {
                return Optional.of(merge);
            }
        }
        return Optional.empty();
    }

    private static Set<String> hexes(List<KeyRow> keys) {
        return keys.stream().map(KeyRow::hex).collect(Collectors.toSet());
    }

    private long open(String tenant, long project, long issue, int known, List<KeyRow> going) {
        var hashes = going.stream().map(KeyRow::hash).toList();
        var newest = keys.newest(tenant, issue, hashes).map(event -> Grouping.of(event.event()));
        writers.stop(tenant);
        if (sql.live(tenant, project, List.of(issue)).isEmpty()) {
            throw new NotFoundException();
        }
        onlyAtRest(tenant, List.of(issue));
        if (sql.count(tenant, issue) != known) {
            // One that came since we looked may go with those that leave.
            throw new Patience.Meanwhile();
        }
        var opened = sql.openLike(
                tenant,
                project,
                issue,
                newest.map(grouped -> cut(grouped.type(), 200)).orElse(null),
                newest.map(grouped -> grouped.value() == null ? "" : cut(grouped.value(), 500))
                        .orElse(null),
                newest.map(grouped -> grouped.culprit() == null ? "" : cut(grouped.culprit(), 300))
                        .orElse(null));
        sql.settle(tenant, issue, opened, hashes);
        moving.begin(tenant, project, Move.Kind.PART, issue, opened, null, List.of(), hashes);
        return opened;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    /** Waits a little for events and numbers to follow; what takes longer goes on in the background. */
    public void follow(long project) {
        moves.work(current.id(), project, PATIENCE);
    }

    /** The keys that lead to an issue, those that go together as one. */
    public List<KeyFamily> families(long issue) {
        var tenant = current.id();
        return KeyFamily.of(sql.keys(tenant, issue, SHOWN_KEYS), keys.counts(tenant, issue));
    }
}
