package tocsin.bench;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A server that holds much already. What it holds is asked of its database, all projects together: a client would have to
 * turn very many pages.
 *
 * @param before how many events were counted when it had grown; they are not part of what is measured
 */
record Grown(Server server, long before) implements Subject {

    private static final String COUNTED = "select count(*), coalesce(sum(event_count), 0)::bigint from issue";

    /** As it stands when the issues have counted what they were sent. */
    static Grown of(Server server, long sent) throws IOException, InterruptedException {
        var counts = new Grown(server, 0).counts();
        for (var tries = 0; counts.events() < sent; tries++) {
            if (tries == 240) {
                throw new IOException("%d of %d events are counted".formatted(counts.events(), sent));
            }
            Thread.sleep(250);
            counts = new Grown(server, 0).counts();
        }
        return new Grown(server, counts.events());
    }

    @Override
    public Counts counts() throws IOException {
        try (var connection = DriverManager.getConnection(server.jdbcUrl("tocsin"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(COUNTED)) {
            rows.next();
            return new Counts(rows.getLong(1), rows.getLong(2) - before);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public String version() {
        return server.version();
    }

    @Override
    public Target target() {
        return server.target();
    }

    @Override
    public Usage usage() {
        return server.usage();
    }

    @Override
    public long diskBytes() throws IOException {
        return server.diskBytes();
    }

    @Override
    public Visitor visitor() throws IOException, InterruptedException {
        return server.visitor();
    }

    @Override
    public String issuesPath() {
        return server.issuesPath();
    }

    @Override
    public void close() {
        server.close();
    }
}
