package tocsin.installer.install;

/** What the bundled PostgreSQL must know of a host with so much memory that runs the servers beside it. */
record PostgresSettings(long memoryMegabytes) {

    private static final long GIGABYTE = 1024;

    /** Read after the shipped configuration, and before what an operator chooses. */
    String text() {
        return """
                # Written by tocsinctl for a host with %d MB of memory. Own settings belong into postgresql.local.conf beside it, which
                # is read last and never written.
                shared_buffers = %dMB
                effective_cache_size = %dMB
                maintenance_work_mem = %dMB
                work_mem = 8MB

                # For this host's servers alone, which reach it by an address and not by the socket.
                listen_addresses = '127.0.0.1'
                port = 5432
                """.formatted(
                        memoryMegabytes,
                        within(128, memoryMegabytes / 5, 8 * GIGABYTE),
                        within(256, memoryMegabytes / 2, 64 * GIGABYTE),
                        within(64, memoryMegabytes / 16, GIGABYTE));
    }

    private static long within(long least, long wanted, long most) {
        return Math.max(least, Math.min(wanted, most));
    }

    /** On this host alone; its administrator by the socket, the server with its password. */
    static String accessRules() {
        return """
                # Written by tocsinctl. Who else may come in stands in pg_hba.local.conf beside it, which is never written.
                include_if_exists pg_hba.local.conf
                local all postgres peer map=administrator
                host all postgres 127.0.0.1/32 reject
                host tocsin all 127.0.0.1/32 scram-sha-256
                """;
    }

    static String accounts() {
        return """
                # Written by tocsinctl.
                administrator tocsin-postgresql postgres
                administrator root postgres
                """;
    }
}
