package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

public class MinidumpTest {

    @Test
    void theReasonThePlaceAndTheModulesAreRead() throws IOException {
        var read = read(dump()).orElseThrow();

        assertThat(read.at()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(read.system()).isEqualTo(new Minidump.System(Minidump.Os.WINDOWS, "10.0.19045", "x86_64"));
        assertThat(read.crash()).isEqualTo(new Minidump.Crash(0xc0000005L, 0x140001234L, 7));
        assertThat(read.culprit().orElseThrow().name()).isEqualTo("game.exe");
        assertThat(read.modules()).singleElement().satisfies(module -> {
            assertThat(module.debugId()).isEqualTo("04030201-0605-0807-090a-0b0c0d0e0f10-2");
            assertThat(module.debugFile()).isEqualTo("game.pdb");
        });
    }

    @Test
    void whatIsNoDumpIsNone() throws IOException {
        assertThat(read("MDMP".getBytes(StandardCharsets.US_ASCII))).isEmpty();
        assertThat(read(new byte[100])).isEmpty();
    }

    @Test
    void damagedDumpsNeverFail() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var damaged = dump();
            for (int flips = random.nextInt(8); flips >= 0; flips--) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            }
            var cut = Arrays.copyOf(damaged, 32 + random.nextInt(damaged.length - 32));
            var event = MinidumpEvent.of(read(cut).orElseThrow(), null);
            EventParser.parse(event, Received.at(java.time.Instant.now()));
        }
    }

    @Test
    void aThousandDirectoriesOfTheSameModulesTakeNoLongerThanOne() throws IOException {
        var bytes = ByteBuffer.allocate(64 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0x504d444d).putInt(0xa793).putInt(1_000).putInt(32);
        bytes.position(32);
        for (var i = 0; i < 1_000; i++) {
            bytes.putInt(4).putInt(4 + 400 * 108).putInt(12_100);
        }
        bytes.putInt(12_100, 400);
        var before = Allocated.byThisThread();

        var dump = read(bytes.array()).orElseThrow();

        assertThat(dump.modules()).hasSize(400);
        assertThat(Allocated.byThisThread() - before).isLessThan(10 * 1024 * 1024);
    }

    @Test
    void whatTheProgramSaysOfTheWrongKindIsReplaced() throws IOException {
        var said = "{\"contexts\":[],\"debug_meta\":5}".getBytes(StandardCharsets.UTF_8);

        var event = EventParser.parse(
                MinidumpEvent.of(read(dump()).orElseThrow(), said), Received.at(java.time.Instant.now()));

        assertThat(event.contexts()).containsKeys("os", "device");
        assertThat(event.debugMeta().at("/images/0/code_file").asText()).endsWith("game.exe");
    }

    private static java.util.Optional<Minidump> read(byte[] bytes) throws IOException {
        try (var spill = new Spill(1_000_000)) {
            spill.write(bytes);
            return Minidump.read(spill);
        }
    }

    /** As Windows writes one for a program that read where nothing is. */
    public static byte[] dump() {
        var dump = ByteBuffer.allocate(700).order(ByteOrder.LITTLE_ENDIAN);
        dump.putInt(0x504d444d)
                .putInt(0xa793)
                .putInt(3)
                .putInt(32)
                .putInt(0)
                .putInt(1767323045)
                .putLong(0);
        dump.putInt(7).putInt(56).putInt(100);
        dump.putInt(6).putInt(168).putInt(160);
        dump.putInt(4).putInt(112).putInt(340);
        dump.position(100)
                .putShort((short) 9)
                .putShort((short) 0)
                .putInt(0)
                .putInt(10)
                .putInt(0)
                .putInt(19045)
                .putInt(2);
        dump.position(160)
                .putInt(7)
                .putInt(0)
                .putInt(0xc0000005)
                .putInt(0)
                .putLong(0)
                .putLong(0x140001234L);
        dump.position(340).putInt(1);
        dump.putLong(0x140000000L).putInt(0x10000).putInt(0).putInt(0x5f5e100).putInt(500);
        dump.position(344 + 76).putInt(33).putInt(600);
        var name = "C:\\games\\game.exe".getBytes(StandardCharsets.UTF_16LE);
        dump.position(500).putInt(name.length).put(name);
        dump.position(600).putInt(0x53445352);
        for (byte i = 1; i <= 16; i++) {
            dump.put(i);
        }
        dump.putInt(2).put("game.pdb\0".getBytes(StandardCharsets.US_ASCII));
        return dump.array();
    }
}
