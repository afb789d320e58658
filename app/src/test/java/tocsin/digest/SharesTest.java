package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharesTest {

    private final Shares shares = new Shares(1_000);

    @Test
    void aFloodLeavesRoomForWhoComesLater() {
        assertThat(fill("flood")).isEqualTo(75);

        assertThat(fill("other")).isEqualTo(25);
    }

    @Test
    void amongOthersEachHasAQuarter() {
        shares.take("quiet", 10);

        assertThat(fill("flood")).isEqualTo(25);
    }

    @Test
    void whatIsWrittenMakesRoomAgain() {
        fill("flood");
        for (int i = 0; i < 75; i++) {
            shares.give("flood", 10);
        }

        assertThat(fill("flood")).isEqualTo(75);
    }

    private int fill(String tenant) {
        int taken = 0;
        while (shares.take(tenant, 10)) {
            taken++;
        }
        return taken;
    }
}
