package tocsin.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Where a Bugsink keeps its events, and how to look into it without asking Bugsink. */
sealed interface BugsinkStore extends AutoCloseable {

    /** What its configuration reads from the environment. */
    Map<String, String> environment() throws IOException;

    Subject.Counts counts() throws IOException;

    long diskBytes() throws IOException;

    Optional<Path> postmasterPid();

    @Override
    void close();

    /** A file; a Python that stays reads it, because starting one for each look would cost what is measured. */
    final class Sqlite implements BugsinkStore {

        private final Path file;
        private final Process reader;
        private final BufferedReader answers;

        Sqlite(Path programs, Path home) throws IOException {
            this.file = home.resolve("events.sqlite3");
            this.reader = new ProcessBuilder(
                            programs.resolve("python").toString(),
                            Bugsink.FILES.resolve("counts.py").toString(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            this.answers = reader.inputReader();
        }

        @Override
        public Map<String, String> environment() {
            return Map.of();
        }

        @Override
        public Subject.Counts counts() throws IOException {
            var question = reader.outputWriter();
            question.write("\n");
            question.flush();
            var answer = answers.readLine();
            if (answer == null) {
                throw new IOException("nobody reads " + file + " any more");
            }
            var numbers = answer.split(" ");
            return new Subject.Counts(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        }

        @Override
        public long diskBytes() throws IOException {
            return Files.size(file);
        }

        @Override
        public Optional<Path> postmasterPid() {
            return Optional.empty();
        }

        @Override
        public void close() {
            reader.destroy();
        }
    }

    /** A database in a PostgreSQL as Tocsin ships it. */
    record Postgres(BorrowedPostgres server) implements BugsinkStore {

        @Override
        public Map<String, String> environment() throws IOException {
            return Map.of("BENCH_DATABASE", server.url());
        }

        @Override
        public Subject.Counts counts() throws IOException {
            try (var connection = DriverManager.getConnection(server.jdbcUrl());
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select (select count(*) from issues_issue), (select count(*) from events_event)")) {
                rows.next();
                return new Subject.Counts(rows.getLong(1), rows.getLong(2));
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }

        @Override
        public long diskBytes() throws IOException {
            return server.diskBytes();
        }

        @Override
        public Optional<Path> postmasterPid() {
            return Optional.of(server.pidFile());
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
