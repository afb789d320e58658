package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who is among those who were to be erased. */
class ForgottenTest {

    private static final Instant ASKED = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void whatAnEventCostsDoesNotGrowWithThoseWhoAreErased() {
        var wishes = new ArrayList<Forgotten.Wish>();
        for (int i = 0; i < 10_000; i++) {
            wishes.add(wish("tenant01", null, Subject.Kind.ID, "" + i));
        }
        var forgotten = new Forgotten(wishes);
        var hashed = new AtomicInteger();
        Names names = kind -> Stream.of("nobody", "9999").peek(name -> hashed.incrementAndGet());

        assertThat(forgotten.isAmong(origin("tenant01", 1, ASKED.minusSeconds(1)), names))
                .isTrue();
        assertThat(hashed).hasValue(2);
    }

    @Test
    void onlyWhoWasAskedForThereAndAfterwardsIs() {
        var forgotten = new Forgotten(List.of(
                wish("tenant01", 1L, Subject.Kind.EMAIL, "ada@example.org"),
                wish("tenant02", null, Subject.Kind.ID, "42")));
        var before = ASKED.minusSeconds(1);

        assertThat(forgotten.isAmong(origin("tenant01", 1, before), only(Subject.Kind.EMAIL, "Ada@Example.org")))
                .isTrue();
        assertThat(forgotten.isAmong(origin("tenant01", 1, ASKED), only(Subject.Kind.EMAIL, "ada@example.org")))
                .isFalse();
        assertThat(forgotten.isAmong(origin("tenant01", 2, before), only(Subject.Kind.EMAIL, "ada@example.org")))
                .isFalse();
        assertThat(forgotten.isAmong(origin("tenant01", 1, before), only(Subject.Kind.USERNAME, "ada@example.org")))
                .isFalse();
        assertThat(forgotten.isAmong(origin("tenant02", 9, before), only(Subject.Kind.ID, "42")))
                .isTrue();
        assertThat(forgotten.isAmong(origin("tenant03", 9, before), only(Subject.Kind.ID, "42")))
                .isFalse();
    }

    private static Names only(Subject.Kind kind, String name) {
        return asked -> asked == kind ? Stream.of(name) : Stream.empty();
    }

    private static Forgotten.Wish wish(String tenant, Long project, Subject.Kind kind, String name) {
        return new Forgotten.Wish(tenant, project, kind, new Subject(kind, name).mark(), ASKED);
    }

    private static Origin origin(String tenant, long project, Instant at) {
        return new Origin(tenant, project, 1, at);
    }
}
