package tocsin.digest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What is written in one transaction, taken apart by kind. Pure: it knows no database. */
final class Batch {

    /** An event with where it came from. */
    record Entry(Origin origin, Accepted.Stored stored) {

        EventKey key() {
            return new EventKey(
                    origin.tenant(), origin.project(), stored.event().id());
        }

        LocalDate day() {
            return Batch.day(origin.receivedAt());
        }
    }

    /** An event's name: what may be counted only once. */
    record EventKey(String tenant, long project, UUID id) {}

    record Raw(Origin origin, Accepted.Unprocessed event) {}

    record BesideEntry(Origin origin, Accepted.Beside item) {}

    /** Repeated ids are left out here already; each is counted as a duplicate. */
    final List<Entry> events = new ArrayList<>();

    final List<Raw> unprocessed = new ArrayList<>();

    final List<BesideEntry> beside = new ArrayList<>();

    /** Those whom they name are to be erased: nothing is written of them, and what was written before goes. */
    final List<EventKey> erased = new ArrayList<>();

    /** In which those came. */
    final List<Submission> lessened = new ArrayList<>();

    final Outcomes outcomes = new Outcomes();
    private final Set<EventKey> seen = new HashSet<>();

    /**
     * Whatever was received before midnight and is written after it counts as received now: then all that is written at one
     * moment lies in one leaf, whose index tells repetitions.
     */
    static Batch of(List<Submission> submissions, Forgotten forgotten, Instant now) {
        var batch = new Batch();
        for (var submission : submissions) {
            var origin = day(submission.origin().receivedAt()).equals(day(now))
                    ? submission.origin()
                    : submission.origin().at(now);
            var gone = forgotten.among(submission);
            for (var item : submission.items()) {
                if (gone.contains(item)) {
                    batch.leaveOut(origin, item);
                    batch.lessened.add(submission);
                } else {
                    batch.add(origin, item);
                }
            }
        }
        return batch;
    }

    private void leaveOut(Origin origin, Accepted item) {
        switch (item) {
            case Accepted.Stored stored -> leaveOut(origin, stored.event().id());
            case Accepted.Unprocessed raw -> leaveOut(origin, raw.id());
            case Accepted.Beside beside -> count(origin, beside.counted("filtered", "erased"));
            case Accepted.Counted counted -> {}
        }
    }

    private void leaveOut(Origin origin, UUID event) {
        outcomes.add(origin, "error", "filtered", "erased", 1);
        erased.add(new EventKey(origin.tenant(), origin.project(), event));
    }

    private void add(Origin origin, Accepted item) {
        switch (item) {
            case Accepted.Stored stored -> {
                var entry = new Entry(origin, stored);
                if (seen.add(entry.key())) {
                    events.add(entry);
                } else {
                    outcomes.duplicate(origin);
                }
            }
            case Accepted.Unprocessed raw -> {
                if (seen.add(new EventKey(origin.tenant(), origin.project(), raw.id()))) {
                    unprocessed.add(new Raw(origin, raw));
                } else {
                    outcomes.duplicate(origin);
                }
            }
            case Accepted.Beside more -> beside.add(new BesideEntry(origin, more));
            case Accepted.Counted counted -> count(origin, counted);
        }
    }

    void count(Origin origin, Accepted.Counted counted) {
        outcomes.add(origin, counted.category(), counted.outcome(), counted.reason(), counted.quantity());
    }

    private static LocalDate day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate();
    }

    /** The days of receipt in this batch: one, or two around midnight. */
    Set<LocalDate> days() {
        var days = new TreeSet<LocalDate>();
        events.forEach(entry -> days.add(entry.day()));
        return days;
    }

    /** Counts those that were kept raw now, and as repeated those that were before. */
    void settleRaw(Set<EventKey> kept) {
        for (var raw : unprocessed) {
            var origin = raw.origin();
            if (kept.contains(
                    new EventKey(origin.tenant(), origin.project(), raw.event().id()))) {
                outcomes.add(origin, "error", "unprocessed", "", 1);
            } else {
                outcomes.duplicate(origin);
            }
        }
    }

    /** Leaves out what is stored already, and counts the rest as stored. */
    void settle(Set<EventKey> stored) {
        events.removeIf(entry -> {
            var again = stored.contains(entry.key());
            if (again) {
                outcomes.duplicate(entry.origin());
            } else {
                outcomes.add(entry.origin(), "error", "stored", "", 1);
            }
            return again;
        });
    }
}
