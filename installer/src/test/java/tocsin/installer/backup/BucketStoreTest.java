package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketStoreTest {

    @TempDir
    Path directory;

    private TestBucket bucket;
    private BucketStore store;

    @BeforeEach
    void start() throws IOException {
        bucket = TestBucket.in(Files.createDirectories(directory.resolve("store")));
        store = bucket.store("some/host/");
    }

    @AfterEach
    void stop() {
        bucket.close();
    }

    @Test
    void whatIsPutIsListedReadAndDeleted() throws IOException {
        store.put("20260101T000000Z/manifest", file("a", 10));
        store.put("20260101T000000Z/a b&c+d", file("b", 20));

        assertThat(store.names("")).containsExactlyInAnyOrder("20260101T000000Z/manifest", "20260101T000000Z/a b&c+d");
        assertThat(store.names("20260101T000000Z/")).contains("a b&c+d");
        try (var stream = store.open("20260101T000000Z/a b&c+d")) {
            assertThat(stream.readAllBytes()).isEqualTo(Files.readAllBytes(directory.resolve("b")));
        }
        store.delete("20260101T000000Z/manifest");
        store.delete("20260101T000000Z/manifest");
        assertThat(store.names("")).containsExactly("20260101T000000Z/a b&c+d");
    }

    @Test
    void aLargeFileGoesInParts() throws IOException {
        var large = file("large", 2 * BucketStore.PART + 12_345);

        store.put("large", large);

        try (var stream = store.open("large")) {
            assertThat(stream.transferTo(java.io.OutputStream.nullOutputStream()))
                    .isEqualTo(Files.size(large));
        }
        assertThat(Files.mismatch(large, directory.resolve("store/bucket/some/host/large")))
                .isEqualTo(-1);
    }

    @Test
    void moreThanOnePageOfNamesIsListed() throws IOException {
        for (int i = 0; i < 1_005; i++) {
            Files.createDirectories(directory.resolve("store/bucket/some/host"));
            Files.writeString(directory.resolve("store/bucket/some/host/n" + i), "");
        }

        assertThat(store.names("")).hasSize(1_005);
    }

    @Test
    void whoIsNotLetInIsToldSo() {
        var stranger = new BucketStore(
                Bucket.of(bucket.endpoint(), "bucket", new S3Signature("us-east-1", "tester", "wrong")),
                "",
                "s3://bucket",
                directory);

        assertThatThrownBy(() -> stranger.names(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Signature");
        assertThat(stranger.bucket().toString()).doesNotContain("wrong");
    }

    private Path file(String name, int length) throws IOException {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(directory.resolve(name), bytes);
    }
}
