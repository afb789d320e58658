package tocsin.quota;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One limit in one process: spends a share of it, and has the next one fetched before this one is used up. Times are in
 * milliseconds since 1970.
 */
final class Meter {

    /** A limit that was reached is looked at again after this: others give back what they did not need. */
    private static final long LOOK_AGAIN = 10_000;
    /** While the common count cannot be reached, it is not asked more often. */
    private static final long PAUSE = 1_000;
    /** Nobody waits longer for a share. */
    private static final long PATIENCE = 2_000;
    /** A share that lasts less than this was too small, and one that lasts five times as long too large. */
    private static final long SHORT = 2_000;
    /** So much of a limit is spent without a share while the common count cannot be reached: one in this many. */
    private static final long ALONE = 16;

    private final Limit limit;
    private final Leases leases;
    private final Executor aside;

    private long start;
    private long end;
    private long left;
    private long share;
    private long sharedAt;
    /** How far {@code left} may fall below zero, while the common count cannot be reached; paid back by the next share. */
    private long credit;
    /** Until then nothing is left, as far as is known. */
    private long emptyUntil;

    private long askAgainAt;
    private long usedAt;
    private CompletableFuture<Void> coming;

    Meter(Limit limit, Leases leases, Executor aside) {
        this.limit = limit;
        this.leases = leases;
        this.aside = aside;
    }

    /** True when so much was left; it is spent now. */
    boolean take(long units, long now) {
        CompletableFuture<Void> next;
        synchronized (this) {
            roll(now);
            usedAt = now;
            if (spend(units)) {
                if (left < share / 2 && !isAsking() && now >= askAgainAt) {
                    ask(1, now);
                }
                return true;
            }
            if (now < askAgainAt) {
                return false;
            }
            next = isAsking() ? coming : ask(units, now);
        }
        await(next, now);
        synchronized (this) {
            return spend(units);
        }
    }

    synchronized void putBack(long units) {
        left += units;
    }

    /** For how many seconds nothing is taken; 0 when something may be. */
    synchronized long emptyFor(long now) {
        roll(now);
        return left + credit > 0 || now >= emptyUntil ? 0 : seconds(emptyUntil - now);
    }

    /** When the window is over, for an item that did not fit. */
    synchronized long secondsLeft(long now) {
        return seconds((now < emptyUntil ? emptyUntil : end) - now);
    }

    synchronized boolean idleSince(long then) {
        return usedAt < then && !isAsking();
    }

    /** Lets others have what this process does not need. */
    void giveBack() {
        CompletableFuture<Void> last;
        synchronized (this) {
            last = coming;
        }
        if (last != null) {
            await(last, usedAt);
        }
        long unused;
        long window;
        synchronized (this) {
            unused = left;
            window = start;
            left = 0;
        }
        if (unused > 0) {
            try {
                leases.giveBack(limit, window, unused);
            } catch (Exception e) {
                // Lost for this window: less is let in, never more.
            }
        }
    }

    private boolean isAsking() {
        return coming != null && !coming.isDone();
    }

    private boolean spend(long units) {
        if (left + credit < units) {
            return false;
        }
        left -= units;
        return true;
    }

    /** A new window begins with nothing; shares are of one window. */
    private void roll(long now) {
        if (now >= end || now < start) {
            start = limit.window().start(now);
            end = limit.window().end(now);
            left = 0;
            credit = 0;
            emptyUntil = 0;
            askAgainAt = 0;
        }
    }

    private CompletableFuture<Void> ask(long units, long now) {
        var window = start;
        var needed = Math.max(1, units - left);
        var wanted = Math.max(needed, wanted(now));
        coming = CompletableFuture.runAsync(() -> fetch(window, needed, wanted, now), aside);
        return coming;
    }

    /** What a few seconds need, by how long the last share lasted. */
    private long wanted(long now) {
        if (share == 0) {
            return limit.amount() / 1_000 + 1;
        }
        var lasted = now - sharedAt;
        return lasted < SHORT ? share * 2 : lasted > 5 * SHORT ? share / 2 + 1 : share;
    }

    private void fetch(long window, long needed, long wanted, long now) {
        try {
            var granted = leases.take(limit, window, needed, wanted);
            synchronized (this) {
                if (window == start) {
                    granted(granted, needed, now);
                }
            }
        } catch (Exception e) {
            synchronized (this) {
                unreachable(now);
            }
        }
    }

    private void granted(long granted, long needed, long now) {
        left += granted;
        credit = 0;
        share = Math.max(1, granted);
        sharedAt = now;
        askAgainAt = 0;
        if (granted < needed) {
            emptyUntil = end;
            askAgainAt = Math.min(end, now + LOOK_AGAIN);
        }
    }

    /** Goes on with a little: a limit must not fall with the database, nor everything with the limit. */
    private void unreachable(long now) {
        credit = limit.amount() / ALONE;
        askAgainAt = Math.min(end, now + PAUSE);
        emptyUntil = Math.min(end, now + LOOK_AGAIN);
    }

    private void await(CompletableFuture<Void> next, long now) {
        try {
            next.get(PATIENCE, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            synchronized (this) {
                unreachable(now + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long seconds(long millis) {
        return Math.max(1, (millis + 999) / 1_000);
    }
}
