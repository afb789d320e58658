package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeafGrowthTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final LeafGrowth growth = new LeafGrowth();

    @Test
    void aPlanIsMadeAnewWhenTheLeafHasDoubled() {
        growth.add(TODAY, 1_000);
        var planned = LeafSql.storedOf(List.of(TODAY), growth.doublings(TODAY));

        growth.add(TODAY, 20);
        assertThat(LeafSql.storedOf(List.of(TODAY), growth.doublings(TODAY))).isEqualTo(planned);

        growth.add(TODAY, 1_000);
        assertThat(LeafSql.storedOf(List.of(TODAY), growth.doublings(TODAY))).isNotEqualTo(planned);
    }

    @Test
    void eachDayBeginsWithAnEmptyLeaf() {
        growth.add(TODAY, 10_000_000);
        assertThat(growth.doublings(TODAY)).isEqualTo(24);
        assertThat(growth.doublings(TODAY.plusDays(1))).isZero();

        growth.add(TODAY.plusDays(1), 5);
        growth.add(TODAY, 1_000);
        assertThat(growth.doublings(TODAY.plusDays(1))).isEqualTo(3);
        assertThat(growth.doublings(TODAY)).isZero();
    }
}
