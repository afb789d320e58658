package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShortIdTest {

    @Test
    void everyNumberIsReadBack() {
        for (long number = 1; number < 100_000; number++) {
            assertThat(ShortId.parse(new ShortId("web", number).toString())).contains(new ShortId("web", number));
        }
        var last = new ShortId("web", Long.MAX_VALUE);
        assertThat(ShortId.parse(last.toString())).contains(last);
    }

    @Test
    void theProjectMayHaveHyphensAndDigits() {
        assertThat(new ShortId("shop-2-api", 42)).hasToString("SHOP-2-API-1A");
        assertThat(ShortId.parse("SHOP-2-API-1A")).contains(new ShortId("shop-2-api", 42));
    }

    @Test
    void lettersThatLookLikeDigitsAreTakenForThem() {
        assertThat(ShortId.parse("web-il")).contains(new ShortId("web", 33));
        assertThat(ShortId.parse("web-1O")).contains(new ShortId("web", 32));
    }

    @Test
    void whatIsNoShortIdIsNotGuessedAt() {
        for (var text :
                new String[] {"", "17", "web", "web-", "-1", "web-0", "web-u", "web-1a!", "web-zzzzzzzzzzzzz"}) {
            assertThat(ShortId.parse(text)).as(text).isEmpty();
        }
    }
}
