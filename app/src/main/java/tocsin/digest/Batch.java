package tocsin.digest;

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
            return origin.receivedAt().atZone(ZoneOffset.UTC).toLocalDate();
        }
    }

    /** An event's name: what may be counted only once. */
    record EventKey(String tenant, long project, UUID id) {}

    record Raw(Origin origin, Accepted.Unprocessed event) {}

    /** Repeated ids are left out here already; each is counted as a duplicate. */
    final List<Entry> events = new ArrayList<>();

    final List<Raw> unprocessed = new ArrayList<>();
    final Outcomes outcomes = new Outcomes();
    private final Set<EventKey> seen = new HashSet<>();

    static Batch of(List<Submission> submissions) {
        var batch = new Batch();
        for (var submission : submissions) {
            for (var item : submission.items()) {
                batch.add(submission.origin(), item);
            }
        }
        return batch;
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
                unprocessed.add(new Raw(origin, raw));
                outcomes.add(origin, "error", "unprocessed", "", 1);
            }
            case Accepted.Counted counted ->
                outcomes.add(origin, counted.category(), counted.outcome(), counted.reason(), counted.quantity());
        }
    }

    /** The days of receipt in this batch: one, or two around midnight. */
    Set<LocalDate> days() {
        var days = new TreeSet<LocalDate>();
        events.forEach(entry -> days.add(entry.day()));
        return days;
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
