package tocsin.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.sentry.Category;

class MetersTest {

    private static final long NOON = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();

    private final Common common = new Common();
    private final Meters meters = new Meters(common, Runnable::run);

    @Test
    void exactlyTheLimitComesInAndTheRestIsToldUntilWhen() {
        var limits = List.of(limit(1, Level.KEY, Category.ERROR, 100));

        assertThat(letIn(meters, limits, 150, NOON + 10_000)).isEqualTo(100);

        var refusal = meters.take(limits, Category.ERROR, 1, NOON + 10_400).orElseThrow();
        assertThat(refusal.seconds()).isEqualTo(50);
        assertThat(Refusal.header(List.of(refusal))).isEqualTo("50:error:key:quota-1");
        assertThat(Refusal.retryAfter(List.of(refusal))).isEqualTo(50);
        assertThat(meters.take(limits, Category.ERROR, 1, NOON + 60_000)).isEmpty();
    }

    @Test
    void theCommonCountIsAskedRarely() {
        var limits = List.of(limit(1, Level.KEY, null, 1_000_000));

        for (int i = 0; i < 600_000; i++) {
            meters.take(limits, Category.ERROR, 1, NOON + i / 10);
        }

        assertThat(common.asked).isLessThan(100);
    }

    @Test
    void severalProcessesTogetherLetInTheLimit() {
        var limits = List.of(limit(1, Level.PROJECT, Category.ERROR, 10_000));
        var processes = new ArrayList<Meters>();
        for (int i = 0; i < 4; i++) {
            processes.add(new Meters(common, Runnable::run));
        }

        var in = 0;
        for (int i = 0; i < 20_000; i++) {
            in += letIn(processes.get(i % 4), limits, 1, NOON + i);
        }

        assertThat(in).isEqualTo(10_000);
    }

    @Test
    void whatAProcessGivesBackAnotherMaySpend() {
        var limits = List.of(limit(1, Level.PROJECT, Category.ERROR, 16_000));
        letIn(meters, limits, 1, NOON);
        assertThat(common.used.values()).allMatch(used -> used > 1);

        meters.giveBack();

        assertThat(letIn(new Meters(common, Runnable::run), limits, 20_000, NOON))
                .isEqualTo(15_999);
    }

    @Test
    void otherCategoriesGoOnAndReportsAlways() {
        var error = List.of(limit(1, Level.KEY, Category.ERROR, 0));
        var all = List.of(limit(2, Level.ORGANIZATION, null, 0));

        assertThat(meters.take(error, Category.SESSION, 1, NOON)).isEmpty();
        assertThat(meters.take(error, Category.ERROR, 1, NOON)).isPresent();
        assertThat(meters.take(all, Category.INTERNAL, 1, NOON)).isEmpty();
        assertThat(meters.take(all, Category.SESSION, 1, NOON)).isPresent();
        assertThat(Refusal.header(meters.reached(all, NOON))).isEqualTo("60::organization:quota-2");
    }

    @Test
    void whatOneLimitRefusesTakesNothingFromAnother() {
        var own = limit(1, Level.KEY, Category.ERROR, 5);
        var wide = limit(2, Level.ORGANIZATION, null, 2);

        assertThat(letIn(meters, List.of(own, wide), 10, NOON)).isEqualTo(2);
        assertThat(letIn(meters, List.of(own), 10, NOON)).isEqualTo(3);
    }

    @Test
    void whatOneCategoryOfAnItemRefusesTakesNothingFromTheOther() {
        var limits = List.of(
                limit(1, Level.KEY, Category.LOG_ITEM, 5),
                limit(2, Level.KEY, Category.LOG_BYTE, 100),
                limit(3, Level.ORGANIZATION, null, 10));

        assertThat(meters.take(limits, logs(5, 101), NOON).orElseThrow().limit().category())
                .isEqualTo(Category.LOG_BYTE);
        assertThat(meters.take(limits, logs(6, 100), NOON).orElseThrow().limit().category())
                .isEqualTo(Category.LOG_ITEM);
        assertThat(meters.take(limits, logs(5, 100), NOON)).isEmpty();
        assertThat(letIn(meters, limits.subList(2, 3), 10, NOON)).isEqualTo(5);
    }

    private static Map<Category, Long> logs(long lines, long bytes) {
        var quantities = new java.util.EnumMap<Category, Long>(Category.class);
        quantities.put(Category.LOG_ITEM, lines);
        quantities.put(Category.LOG_BYTE, bytes);
        return quantities;
    }

    @Test
    void whoeverLooksSpendsNothing() {
        var limits = List.of(limit(1, Level.KEY, Category.ERROR, 2));

        for (int i = 0; i < 5; i++) {
            assertThat(meters.look(limits, Category.ERROR, NOON)).isEmpty();
        }
        assertThat(letIn(meters, limits, 5, NOON)).isEqualTo(2);
        assertThat(meters.look(limits, Category.ERROR, NOON)).isPresent();
    }

    @Test
    void attachmentsCountInBytes() {
        var limits = List.of(limit(1, Level.KEY, Category.ATTACHMENT, 1_000));

        assertThat(meters.take(limits, Category.ATTACHMENT, 600, NOON)).isEmpty();
        assertThat(meters.take(limits, Category.ATTACHMENT, 600, NOON)).isPresent();
        assertThat(meters.take(limits, Category.ATTACHMENT, 400, NOON)).isEmpty();
    }

    @Test
    void withoutTheCommonCountALittleComesInAndIsPaidForLater() {
        var limits = List.of(limit(1, Level.KEY, Category.ERROR, 1_600));
        common.away = true;

        assertThat(letIn(meters, limits, 1_000, NOON)).isEqualTo(100);
        assertThat(letIn(meters, limits, 1_000, NOON + 5_000)).isZero();
        assertThat(meters.reached(limits, NOON + 5_000).getFirst().seconds()).isLessThanOrEqualTo(10);

        common.away = false;
        assertThat(letIn(meters, limits, 3_000, NOON + 10_000)).isEqualTo(1_500);
    }

    @Test
    void aLimitThatWasReachedIsLookedAtAgainButNotEachTime() {
        var limits = List.of(limit(1, Level.KEY, Category.ERROR, 10));
        letIn(meters, limits, 20, NOON);
        var asked = common.asked;

        letIn(meters, limits, 1_000, NOON + 1_000);

        assertThat(common.asked).isEqualTo(asked);
        common.giveBack(limits.getFirst(), NOON, 3);
        assertThat(letIn(meters, limits, 10, NOON + 20_000)).isEqualTo(3);
    }

    @Test
    void whoIsIdleLeavesItsShareToOthers() {
        var limits = List.of(limit(1, Level.KEY, Category.ERROR, 16_000));
        letIn(meters, limits, 1, NOON);

        meters.tidy(NOON + 40_000);

        assertThat(common.used.values()).containsExactly(1L);
    }

    @Test
    void windowsFollowTheCalendar() {
        var at = Instant.parse("2026-02-14T13:37:42.5Z").toEpochMilli();
        assertThat(Instant.ofEpochMilli(Window.MINUTE.start(at))).isEqualTo("2026-02-14T13:37:00Z");
        assertThat(Instant.ofEpochMilli(Window.HOUR.end(at))).isEqualTo("2026-02-14T14:00:00Z");
        assertThat(Instant.ofEpochMilli(Window.DAY.end(at))).isEqualTo("2026-02-15T00:00:00Z");
        assertThat(Instant.ofEpochMilli(Window.MONTH.start(at))).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(Instant.ofEpochMilli(Window.MONTH.end(at))).isEqualTo("2026-03-01T00:00:00Z");
    }

    private static int letIn(Meters meters, List<Limit> limits, int tries, long now) {
        var in = 0;
        for (int i = 0; i < tries; i++) {
            if (meters.take(limits, Category.ERROR, 1, now).isEmpty()) {
                in++;
            }
        }
        return in;
    }

    private static Limit limit(long id, Level level, Category category, long amount) {
        return new Limit(Limit.Kind.QUOTA, "acmeacme", id, level, category, amount, Window.MINUTE);
    }

    /** The common count in memory, by the same rule as in the database. */
    private static final class Common implements Leases {

        final Map<String, Long> used = new HashMap<>();
        int asked;
        boolean away;

        @Override
        public long take(Limit limit, long windowStart, long needed, long wanted) {
            asked++;
            if (away) {
                throw new IllegalStateException("away");
            }
            var before = used.getOrDefault(key(limit, windowStart), 0L);
            var rest = Math.max(0, limit.amount() - before);
            var share = Math.min(rest, Math.max(needed, Math.min(wanted, rest / 16)));
            used.put(key(limit, windowStart), before + share);
            return share;
        }

        @Override
        public void giveBack(Limit limit, long windowStart, long units) {
            used.merge(key(limit, windowStart), -units, Long::sum);
        }

        private static String key(Limit limit, long windowStart) {
            return limit.subject() + "@" + windowStart;
        }
    }
}
