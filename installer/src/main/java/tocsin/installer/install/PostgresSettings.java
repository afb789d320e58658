package tocsin.installer.install;

/** What the bundled PostgreSQL must know of a host with so much memory that runs the servers beside it. */
record PostgresSettings(long memoryMegabytes, Fleet fleet) {

    private static final long GIGABYTE = 1024;
    /** What both colours of a host may open while one takes over from the other, with some to spare. */
    private static final int CONNECTIONS_OF_A_HOST = 60;

    /** Read after the shipped configuration, and before what an operator chooses. */
    String text() {
        return """
                # Written by tocsinctl for a host with %d MB of memory. Own settings belong into postgresql.local.conf beside it, which
                # is read last and never written.
                shared_buffers = %dMB
                effective_cache_size = %dMB
                maintenance_work_mem = %dMB
                work_mem = 8MB

                # %s
                listen_addresses = '%s'
                port = 5432
                max_connections = %d
                """.formatted(
                memoryMegabytes,
                // Up to 4 GB the kernel keeps the pages for everybody; that is what was measured.
                within(32, 32 + (memoryMegabytes - 4 * GIGABYTE) / 8, 8 * GIGABYTE),
                within(256, memoryMegabytes / 2, 64 * GIGABYTE),
                within(64, memoryMegabytes / 16, GIGABYTE),
                fleet.listen().isEmpty()
                        ? "For this host's servers alone, which reach it by an address and not by the socket."
                        : "For this host's servers, and for those of the fleet.",
                fleet.listen().isEmpty() ? "127.0.0.1" : "127.0.0.1," + fleet.listen(),
                Math.max(100, 40 + CONNECTIONS_OF_A_HOST * fleet.applications().size()));
    }

    private static long within(long least, long wanted, long most) {
        return Math.max(least, Math.min(wanted, most));
    }

    /** Its administrator by the socket; the servers, here and on the hosts that are named, with their passwords. */
    String accessRules() {
        var rules = new StringBuilder("""
                # Written by tocsinctl. Who else may come in stands in pg_hba.local.conf beside it, which is never written.
                include_if_exists pg_hba.local.conf
                local all postgres peer map=administrator
                local replication postgres peer map=administrator
                host all postgres 127.0.0.1/32 reject
                host tocsin all 127.0.0.1/32 scram-sha-256
                """);
        for (var application : fleet.applications()) {
            var network = application + (application.contains(":") ? "/128" : "/32");
            rules.append("host all postgres ").append(network).append(" reject\n");
            rules.append("host tocsin all ").append(network).append(" scram-sha-256\n");
        }
        return rules.toString();
    }

    static String accounts() {
        return """
                # Written by tocsinctl.
                administrator tocsin-postgresql postgres
                administrator root postgres
                """;
    }
}
