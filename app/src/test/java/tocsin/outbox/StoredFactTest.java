package tocsin.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredFactTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void smallOnesOfAProjectBecomeOneFromTheFirstOn() {
        var gathered = StoredFact.gathered(List.of(fact(1, 2, 5), fact(2, 1, 0), fact(1, 3, 0)));

        assertThat(gathered)
                .extracting(StoredFact::project, StoredFact::quantity, StoredFact::since)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1L, 5, NOON),
                        org.assertj.core.groups.Tuple.tuple(2L, 1, NOON));
        assertThat(gathered)
                .filteredOn(fact -> fact.project() == 1)
                .first()
                .extracting(StoredFact::events)
                .isEqualTo(bytes(2, 2, 2, 2, 3, 3, 3, 3, 3, 3));
    }

    @Test
    void noneHasMoreThanAHundred() {
        var gathered = StoredFact.gathered(
                IntStream.range(0, 50).mapToObj(n -> fact(1, 7, 0)).toList());

        assertThat(gathered).allMatch(fact -> fact.quantity() <= 100);
        assertThat(gathered.stream().mapToInt(StoredFact::quantity).sum()).isEqualTo(350);
        assertThat(gathered).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void whatLiesFarApartStaysApart() {
        assertThat(StoredFact.gathered(List.of(fact(1, 1, 0), fact(1, 1, 61)))).hasSize(2);
    }

    /** Half an id twice, of its quantity. */
    private static StoredFact fact(long project, int quantity, int second) {
        var halves = new int[2 * quantity];
        java.util.Arrays.fill(halves, quantity);
        return new StoredFact(project, bytes(halves), NOON.plusSeconds(second));
    }

    private static byte[] bytes(int... halves) {
        var bytes = java.nio.ByteBuffer.allocate(8 * halves.length);
        IntStream.of(halves).forEach(bytes::putLong);
        return bytes.array();
    }
}
