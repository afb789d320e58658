package tocsin.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {

    private static final SpoolLimits LIMITS = new SpoolLimits(1 << 20, 0, 1 << 10);

    @TempDir
    Path base;

    @Test
    void recordsComeOutInTheOrderInWhichTheyWereWritten() throws IOException {
        try (var spool = Spool.create(base, LIMITS)) {
            for (int number = 0; number < 500; number++) {
                spool.append(bytes("record " + number));
            }
            assertThat(Files.list(directory()).filter(SpoolTest::isSegment)).hasSizeGreaterThan(5);

            var read = readAll(spool);

            assertThat(read).hasSize(500).startsWith("record 0", "record 1").endsWith("record 499");
            assertThat(spool.bytes()).isZero();
        }
        assertThat(base).as("an empty spool leaves nothing").isEmptyDirectory();
    }

    @Test
    void whatIsReadWhileMoreIsWrittenIsNotReadTwice() throws IOException {
        try (var spool = Spool.create(base, LIMITS)) {
            spool.append(bytes("first"));
            var segment = spool.oldest().orElseThrow();
            spool.append(bytes("second"));

            assertThat(read(segment)).containsExactly("first");
            spool.remove(segment);

            assertThat(readAll(spool)).containsExactly("second");
        }
    }

    @Test
    void aProcessThatDiedLeavesItsRecordsToTheNext() throws IOException {
        var dead = Spool.create(base, LIMITS);
        dead.append(bytes("left behind"));
        assertThat(Spool.orphans(base, LIMITS)).as("it lives").isEmpty();

        dead.close();
        var orphans = Spool.orphans(base, LIMITS);

        assertThat(orphans).hasSize(1);
        assertThat(Spool.orphans(base, LIMITS)).as("it belongs to somebody now").isEmpty();
        assertThat(readAll(orphans.getFirst())).containsExactly("left behind");
        orphans.getFirst().close();
        assertThat(base).isEmptyDirectory();
    }

    /** Asked by another process: within one, the kernel's locks never hinder. */
    @Test
    void noOtherProcessGetsASpoolThatIsHeld() throws Exception {
        Files.createDirectories(base.resolve("lost+found"));
        try (var spool = Spool.create(base, LIMITS)) {
            var lock = lockFile();
            assertThat(Spool.orphans(base, LIMITS)).isEmpty();

            assertThat(anotherProcessLocks(lock)).isFalse();
            spool.append(bytes("still ours"));
        }
        assertThat(base.resolve("lost+found")).exists();
    }

    private static boolean anotherProcessLocks(Path lock) throws Exception {
        var locking = "import fcntl, sys; fcntl.lockf(open(sys.argv[1], 'w'), fcntl.LOCK_EX | fcntl.LOCK_NB)";
        return new ProcessBuilder("python3", "-c", locking, lock.toString())
                        .redirectErrorStream(true)
                        .start()
                        .waitFor()
                == 0;
    }

    private Path lockFile() throws IOException {
        try (var files = Files.walk(base)) {
            return files.filter(file -> file.endsWith("lock")).findFirst().orElseThrow();
        }
    }

    @Test
    void aRecordThatWasCutOffWasNeverPromised() throws IOException {
        var dead = Spool.create(base, LIMITS);
        dead.append(bytes("whole"));
        dead.append(bytes("cut off"));
        dead.close();
        var file = segmentFile();
        try (var channel = java.nio.channels.FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) - 3);
        }

        var spool = Spool.orphans(base, LIMITS).getFirst();
        var read = new ArrayList<String>();
        var end = spool.oldest().orElseThrow().read(record -> read.add(text(record)));

        assertThat(read).containsExactly("whole");
        assertThat(end).isEqualTo(Segment.End.TORN);
        spool.close();
    }

    @Test
    void aDamagedRecordIsToldFromOneThatWasCutOff() throws IOException {
        var spool = Spool.create(base, LIMITS);
        spool.append(bytes("whole"));
        spool.append(bytes("flipped"));
        spool.append(bytes("behind it"));
        var segment = spool.oldest().orElseThrow();
        var all = Files.readAllBytes(segment.file());
        all[Segment.HEAD + 5 + Segment.HEAD + 2] ^= 1;
        Files.write(segment.file(), all);
        var read = new ArrayList<String>();

        assertThat(segment.read(record -> read.add(text(record)))).isEqualTo(Segment.End.DAMAGED);
        spool.setAside(segment);

        assertThat(read).containsExactly("whole", "behind it");
        assertThat(spool.oldest()).isEmpty();
        assertThat(Files.list(directory()).map(Path::toString)).anyMatch(name -> name.endsWith(".damaged"));
        spool.close();
    }

    @Test
    void aFullSpoolRefusesBeforeItWrites() throws IOException {
        try (var spool = Spool.create(base, new SpoolLimits(100, 0, 1 << 10))) {
            spool.append(new byte[60]);
            assertThatThrownBy(() -> spool.append(new byte[60])).isInstanceOf(SpoolFull.class);
            assertThat(spool.bytes()).isEqualTo(60 + Segment.HEAD);

            spool.remove(spool.oldest().orElseThrow());
            spool.append(new byte[60]);
        }
    }

    /** Nothing else shows it short of cutting the power: what was written is there without it. */
    @Test
    void whatIsToBeKeptIsOnTheDiskBeforeAnybodyIsToldSo() throws IOException {
        var synced = new ArrayList<String>();
        Sync watched = (written, names) -> {
            Sync.DISK.force(written, names);
            synced.add(names ? "names" : "bytes " + written.size());
        };
        try (var spool = Spool.create(base, LIMITS, watched)) {
            assertThat(synced).as("the directory").containsExactly("names");

            spool.append(bytes("first"));
            assertThat(synced).as("the segment's name as well").containsExactly("names", "names", "bytes 13");

            spool.append(bytes("second"));
            assertThat(synced).last().isEqualTo("bytes 27");
            assertThat(synced).hasSize(4);

            spool.setAside(bytes("refused"));
            assertThat(synced.subList(4, 6)).containsExactly("bytes 15", "names");
            readAll(spool);
        }
    }

    @Test
    void aRecordThatTheDiskDidNotTakeIsNotKept() throws IOException {
        var broken = new AtomicBoolean();
        Sync disk = (written, names) -> {
            if (broken.get()) {
                throw new IOException("the disk is gone");
            }
        };
        try (var spool = Spool.create(base, LIMITS, disk)) {
            spool.append(bytes("first"));
            broken.set(true);
            assertThatThrownBy(() -> spool.append(bytes("nobody was told"))).hasMessage("the disk is gone");
            assertThat(spool.bytes()).isEqualTo(Segment.HEAD + 5);
            broken.set(false);
            spool.append(bytes("second"));

            assertThat(readAll(spool)).containsExactly("first", "second");
        }
    }

    @Test
    void othersKeepTheirPartOfTheDisk() throws IOException {
        try (var spool = Spool.create(base, new SpoolLimits(1 << 20, Long.MAX_VALUE / 2, 1 << 10))) {
            assertThatThrownBy(() -> spool.append(new byte[1]))
                    .isInstanceOf(SpoolFull.class)
                    .hasMessageContaining("disk");
            assertThat(spool.bytes()).isZero();
        }
    }

    private static List<String> readAll(Spool spool) throws IOException {
        var all = new ArrayList<String>();
        for (var segment = spool.oldest(); segment.isPresent(); segment = spool.oldest()) {
            all.addAll(read(segment.get()));
            spool.remove(segment.get());
        }
        return all;
    }

    private static List<String> read(Segment segment) throws IOException {
        var records = new ArrayList<String>();
        assertThat(segment.read(record -> records.add(text(record)))).isEqualTo(Segment.End.WHOLE);
        return records;
    }

    private Path directory() throws IOException {
        try (var directories = Files.list(base)) {
            return directories.findFirst().orElseThrow();
        }
    }

    private Path segmentFile() throws IOException {
        try (var files = Files.list(directory())) {
            return files.filter(SpoolTest::isSegment).findFirst().orElseThrow();
        }
    }

    private static boolean isSegment(Path file) {
        return file.toString().endsWith(".segment");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
