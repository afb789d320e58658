package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import tocsin.digest.Busy;

class RoomTest {

    private final Room room = new Room(640, 640);

    @Test
    void whatIsReadTakesRoomUntilItIsClosed() throws IOException {
        var first = room.around(new ByteArrayInputStream(new byte[2 * 1024 * 1024]));
        assertThat(first.readAllBytes()).hasSize(2 * 1024 * 1024);

        var second = room.around(new ByteArrayInputStream(new byte[1024 * 1024]));
        assertThatThrownBy(second::readAllBytes).isInstanceOf(Busy.class);
        second.close();

        first.close();
        assertThat(room.around(new ByteArrayInputStream(new byte[1024 * 1024])).readAllBytes())
                .hasSize(1024 * 1024);
    }

    @Test
    void whatOnlyPassesThroughTakesNoMoreThanAnEvent() throws IOException {
        try (var large = room.around(new ByteArrayInputStream(new byte[20 * 1024 * 1024]))) {
            assertThat(large.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isEqualTo(20L * 1024 * 1024);
        }
    }

    @Test
    void whatDecodersRememberIsCountedByItself() {
        assertThat(room.memory().grow(640 * 4096)).isTrue();
        assertThat(room.memory().grow(1)).isFalse();
        assertThat(room.share().grow(640 * 4096)).isTrue();
    }

    @Test
    void aBodyInManySmallPiecesTakesNoMoreThanItsBytes() {
        var share = room.share();
        for (int bytes = 1; bytes <= 100_000; bytes++) {
            assertThat(share.grow(bytes)).isTrue();
        }
        assertThat(room.share().grow(640L * 4096 - 25 * 4096)).isTrue();
        assertThat(room.share().grow(1)).isFalse();

        share.release();
        assertThat(room.share().grow(25 * 4096)).isTrue();
    }
}
