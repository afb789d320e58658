package tocsin.command.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A program of its own that starts PostgreSQL, so that a test can kill it and see what is left behind. */
record Orphan(ProcessHandle postgres) {

    static Orphan startedAndKilled(Path directory) throws IOException, InterruptedException {
        var parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Orphan.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            var pid = Long.parseLong(output.readLine());
            parent.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            return new Orphan(ProcessHandle.of(pid).orElseThrow());
        }
    }

    public static void main(String... arguments) throws SQLException, InterruptedException {
        var postgres = EmbeddedPostgres.start(Path.of(arguments[0]));
        EmbeddedPostgresTest.execute(postgres, "create table kept (word text)");
        EmbeddedPostgresTest.execute(postgres, "insert into kept values ('bell')");
        System.out.println(postgres.pid());
        Thread.sleep(60_000);
    }
}
