package tocsin.doctor;

import java.time.LocalDate;
import java.util.OptionalLong;
import tocsin.event.DiskUse;
import tocsin.web.Words;

/**
 * For how long disk and budget will do, if events come as they did in the last week. Days go when they are old enough, so
 * that what is used grows until then and not after.
 *
 * @param days how many days events are kept
 * @param budget what they may take; empty where nobody set one
 * @param free what is free on the database's disk; empty where nobody can tell
 */
record Forecast(DiskUse use, LocalDate today, int days, OptionalLong budget, OptionalLong free) {

    private static final long SOON = 30;
    private static final long VERY_SOON = 7;

    Finding storage() {
        var usual = use.usual(today);
        if (budget.isPresent()
                && use.total() > budget.getAsLong()
                && use.oldest(today).isEmpty()) {
            return Finding.bad(
                    Check.STORAGE,
                    Words.bytes(use.total()) + " are used and the budget is " + Words.bytes(budget.getAsLong())
                            + ", and today's and yesterday's events cannot go",
                    "Raise TOCSIN_EVENT_DISK_BUDGET, or limit what projects may send.");
        }
        var text = Words.bytes(use.total()) + " of events"
                + (usual == 0 ? "" : ", " + Words.bytes(usual) + " a day in the last week");
        if (budget.isPresent() && usual > 0 && room() < untilSteady()) {
            var holds = Math.max(0, budget.getAsLong() - use.kept()) / usual;
            return Finding.good(
                    Check.STORAGE,
                    text + "; at that rate the budget of " + Words.bytes(budget.getAsLong()) + " is enough for "
                            + Words.of(holds, "day", "days") + " of the " + days + " that events are kept");
        }
        return Finding.good(Check.STORAGE, text);
    }

    Finding disk() {
        if (free.isEmpty()) {
            return Finding.good(Check.DISK, "the database's disk is elsewhere; watch it there");
        }
        var usual = use.usual(today);
        var text = Words.bytes(free.getAsLong()) + " are free";
        if (usual == 0) {
            return Finding.good(Check.DISK, text + "; for how long they will do is known when a day is over");
        }
        var needed = Math.min(untilSteady(), room());
        var left = free.getAsLong() / usual;
        if (needed <= free.getAsLong()) {
            return Finding.good(
                    Check.DISK, text + ", and events will take " + Words.bytes(needed) + " more before old ones go");
        }
        var detail =
                text + ", which will do for " + Words.of(left, "day", "days") + " at " + Words.bytes(usual) + " a day";
        var remedy = "Enlarge the disk, or let older events go: TOCSIN_EVENT_DISK_BUDGET limits what they take,"
                + " TOCSIN_EVENT_RETENTION_DAYS how long they stay.";
        if (left >= SOON) {
            return Finding.good(Check.DISK, detail);
        }
        return left < VERY_SOON ? Finding.bad(Check.DISK, detail, remedy) : Finding.warning(Check.DISK, detail, remedy);
    }

    /** What will come before the first day is as old as days may be. */
    private long untilSteady() {
        return Math.max(0, days - use.days().size()) * use.usual(today);
    }

    private long room() {
        return budget.isPresent() ? Math.max(0, budget.getAsLong() - use.total()) : Long.MAX_VALUE;
    }
}
