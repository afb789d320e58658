package tocsin.testing;

/** The database as those see it who take events in. */
public final class IngestDatabase {

    private IngestDatabase() {}

    /** Nobody gets in, and whoever was in is out. */
    public static void away() {
        Samples.execute("alter role tocsin_ingest nologin");
        closeConnections();
    }

    public static void back() {
        Samples.execute("alter role tocsin_ingest login");
    }

    /** As a restart does; the pools do not know yet. */
    public static void closeConnections() {
        Samples.query("select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity"
                + " where usename = 'tocsin_ingest'");
    }
}
