package tocsin.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Where an event goes.
 *
 * @param project the number that its DSN ends with
 * @param head request line and headers of an envelope in gzip
 */
record Target(int port, long project, byte[] head) {

    static Target of(Server server) {
        return of(server.url().getPort(), server);
    }

    /** The same project, reached through another process. */
    static Target of(int port, Server server) {
        return of(port, server.project(), server.key());
    }

    static Target of(int port, long project, String key) {
        return new Target(port, project, """
                POST /api/%d/envelope/ HTTP/1.1\r
                Host: 127.0.0.1:%d\r
                User-Agent: tocsin.bench/1\r
                Content-Type: application/x-sentry-envelope\r
                Content-Encoding: gzip\r
                X-Sentry-Auth: Sentry sentry_version=7, sentry_client=tocsin.bench/1, sentry_key=%s\r
                """.formatted(project, port, key).getBytes(US_ASCII));
    }
}
