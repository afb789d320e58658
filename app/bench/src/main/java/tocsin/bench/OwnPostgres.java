package tocsin.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The PostgreSQL that Tocsin has in its data directory, as its superuser sees it. */
record OwnPostgres(Path data) {

    String jdbcUrl(String database) throws IOException {
        return "jdbc:postgresql://127.0.0.1:%s/%s?user=postgres&password=%s".formatted(port(), database, password());
    }

    /** The same as programs in other languages write it. */
    String url(String database) throws IOException {
        return "postgres://postgres:%s@127.0.0.1:%s/%s".formatted(password(), port(), database);
    }

    private String port() throws IOException {
        return Files.readAllLines(pidFile()).get(3);
    }

    private String password() throws IOException {
        return Files.readString(data.resolve("postgresql.password")).strip();
    }

    Path pidFile() {
        return data.resolve("postgresql/postmaster.pid");
    }

    /** What the tables take; the write-ahead log is recycled and does not count. */
    long diskBytes() throws IOException {
        try (var files = Files.walk(data.resolve("postgresql/base"))) {
            return files.map(Path::toFile).mapToLong(File::length).sum();
        }
    }
}
