package tocsin.installer.backup;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A store that speaks S3, on this machine, with one bucket. */
record TestBucket(Process process, int port, Path directory) implements AutoCloseable {

    static TestBucket in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("bucket"));
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var process = new ProcessBuilder(
                        TestTool.path("versitygw"),
                        "--access",
                        "tester",
                        "--secret",
                        "a secret/with+signs",
                        "--port",
                        "127.0.0.1:" + port,
                        "posix",
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolveSibling("versitygw.log").toFile())
                .start();
        var bucket = new TestBucket(process, port, directory);
        bucket.await();
        return bucket;
    }

    /** As the settings of a host have it. */
    void furnish(DatabaseHost host) throws IOException {
        Files.writeString(
                host.root().resolve("etc/tocsin/backup.env"),
                "BACKUP_DESTINATION=s3://bucket/some/host\nBACKUP_S3_ENDPOINT=" + endpoint() + "\n");
        Files.writeString(host.root().resolve("etc/tocsin/credentials/backup-s3"), "tester:a secret/with+signs\n");
    }

    String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    BucketStore store(String prefix) {
        var signature = new S3Signature("us-east-1", "tester", "a secret/with+signs");
        return new BucketStore(Bucket.of(endpoint(), "bucket", signature), prefix, "s3://bucket", directory);
    }

    private void await() throws IOException {
        for (int i = 0; i < 200; i++) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 100);
                return;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IOException(
                "the store did not start: " + Files.readString(directory.resolveSibling("versitygw.log")));
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
