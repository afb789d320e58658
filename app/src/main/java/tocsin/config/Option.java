package tocsin.config;

import java.util.List;
import java.util.Optional;

/** Everything an operator may set, by the name of its environment variable. */
public enum Option {
    URL(
            "TOCSIN_URL",
            Kind.URL,
            null,
            false,
            "The public address of this instance, as browsers and SDKs reach it. It is in every DSN, link and mail,"
                    + " so behind a proxy it is the proxy's address. Without it: http://127.0.0.1 and the port."),
    HOST(
            "TOCSIN_HOST",
            Kind.ADDRESS,
            "127.0.0.1",
            false,
            "The address to listen on. Only programs on the same host reach the default; set 0.0.0.0 to listen on all"
                    + " addresses, as is done by itself where a platform gives a PORT.",
            "quarkus.http.host"),
    PORT(
            "TOCSIN_PORT",
            Kind.PORT,
            "8080",
            false,
            "The port to listen on. PORT, which platforms set, has the same meaning.",
            "quarkus.http.port"),
    MANAGEMENT_HOST(
            "TOCSIN_MANAGEMENT_HOST",
            Kind.ADDRESS,
            "127.0.0.1",
            false,
            "The address of the management port, which serves /metrics to whoever can reach it.",
            "quarkus.management.host"),
    MANAGEMENT_PORT(
            "TOCSIN_MANAGEMENT_PORT",
            Kind.PORT,
            "9000",
            false,
            "The port that serves /metrics.",
            "quarkus.management.port"),
    ROLES(
            "TOCSIN_ROLES",
            Kind.ROLES,
            ServerRole.ALL,
            false,
            "What this process is for: ingest takes what programs send and writes it, web shows pages and answers the API,"
                    + " worker does what nobody waits for, such as retention, mail and forwarding. Every installation needs"
                    + " each of them somewhere. A request for another role is answered 404; /up, /ready and /metrics are"
                    + " answered by all."),
    TRUSTED_PROXIES(
            "TOCSIN_TRUSTED_PROXIES",
            Kind.ADDRESSES,
            "",
            false,
            "The proxies whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host are believed. From anybody"
                    + " else these headers are ignored, because a client can write into them what it likes.",
            "quarkus.http.proxy.trusted-proxies"),
    DRAIN(
            "TOCSIN_DRAIN",
            Kind.DURATION,
            "3s",
            false,
            "How long a server that was told to stop answers 503 at /ready while it still takes requests. Longer than"
                    + " the interval at which the proxy asks, so that the proxy turns away before the port closes.",
            "quarkus.shutdown.delay"),
    DATABASE(
            "TOCSIN_DATABASE_URL",
            Kind.DATABASE,
            null,
            true,
            "One database address for everything, as a platform gives it; DATABASE_URL and a PostgreSQL service in"
                    + " VCAP_SERVICES have the same meaning. A server on the same host is also reached by its socket:"
                    + " postgres://user:password@/database?host=/run/postgresql. `tocsin migrate` then creates the roles tocsin_app and"
                    + " tocsin_ingest where it may, and the server takes them by SET ROLE."),
    DATABASE_OWNER(
            "TOCSIN_DATABASE_OWNER_URL",
            Kind.DATABASE,
            null,
            true,
            "The database as the role that owns the schema. Only `tocsin migrate` and `tocsin doctor` use it;"
                    + " a server needs no right to alter the schema."),
    DATABASE_APP(
            "TOCSIN_DATABASE_APP_URL",
            Kind.DATABASE,
            null,
            true,
            "The database as the role that serves people. It owns nothing and is bound by row-level security."),
    DATABASE_INGEST(
            "TOCSIN_DATABASE_INGEST_URL",
            Kind.DATABASE,
            null,
            true,
            "The database as the role that writes events, one batch for many organizations at a time."),
    DATABASE_POOL(
            "TOCSIN_DATABASE_POOL",
            Kind.COUNT,
            "16",
            false,
            "The most connections that serve people at a time.",
            "quarkus.datasource.jdbc.max-size"),
    DATABASE_INGEST_POOL(
            "TOCSIN_DATABASE_INGEST_POOL",
            Kind.COUNT,
            "8",
            false,
            "The most connections that write events at a time.",
            "quarkus.datasource.ingest.jdbc.max-size"),
    SPOOL(
            "TOCSIN_SPOOL",
            Kind.DIRECTORY,
            null,
            false,
            "A directory on a local disk that takes events while the database is slow or away, so that SDKs need not"
                    + " come back. Each process makes a directory of its own in it, and takes over those of processes"
                    + " that died. Without it, SDKs are answered 503 meanwhile."),
    SPOOL_MEGABYTES(
            "TOCSIN_SPOOL_MEGABYTES",
            Kind.COUNT,
            "1000",
            false,
            "The most that a process keeps in the spool. When it is full, SDKs are told to come back."),
    SPOOL_FLOOR_MEGABYTES(
            "TOCSIN_SPOOL_FLOOR_MEGABYTES",
            Kind.COUNT,
            "1000",
            false,
            "What the spool leaves free on its disk, for others who need it more."),
    EVENT_RETENTION_DAYS(
            "TOCSIN_EVENT_RETENTION_DAYS",
            Kind.COUNT,
            "90",
            false,
            "How many days events are kept after the day on which they were received. Then a whole day is dropped at"
                    + " once, but for a few events of each issue; issues stay, with all that was counted of them."),
    EVENT_RETENTION_COUNT(
            "TOCSIN_EVENT_RETENTION_COUNT",
            Kind.AMOUNT,
            null,
            false,
            "How many events a project keeps that says nothing else in its settings. The oldest above it go in the"
                    + " background, but for a few of each issue, and never those of the last hour. Without it there is"
                    + " no such limit."),
    EVENT_DISK_BUDGET(
            "TOCSIN_EVENT_DISK_BUDGET",
            Kind.BYTES,
            null,
            false,
            "How much disk events, attachments and feedback may take in the database, with their indexes, such as 20GB."
                    + " Above it whole days are dropped, the oldest first, never today or yesterday. Without it only"
                    + " their age matters."),
    OUTGOING_ALLOW(
            "TOCSIN_OUTGOING_ALLOW",
            Kind.NETWORKS,
            "",
            false,
            "Networks that forwarding may reach although they are not public, such as 10.1.2.0/24 of a webhook's or a"
                    + " queue's. Without it, an address on this host, in a private network or of a platform's metadata"
                    + " is refused, whatever name leads to it, because projects choose where they forward to."),
    SMTP_URL(
            "TOCSIN_SMTP_URL",
            Kind.SMTP,
            null,
            true,
            "The mail server that takes our mail: smtp://user:password@host:587, which demands STARTTLS where it logs"
                    + " in, or smtps:// for TLS from the start. Without it no mail is sent. The server is the operator's"
                    + " choice, so it may be in a private network."),
    MAIL_FROM(
            "TOCSIN_MAIL_FROM",
            Kind.MAIL_ADDRESS,
            null,
            false,
            "The address that mail comes from. Without it: tocsin at the host of TOCSIN_URL."),
    LOG_FORMAT(
            "TOCSIN_LOG_FORMAT",
            Kind.LOG_FORMAT,
            "json",
            false,
            "One JSON object per line for machines, or text for people. Logs go to standard error."),
    LOG_LEVEL(
            "TOCSIN_LOG_LEVEL",
            Kind.LOG_LEVEL,
            "info",
            false,
            "The least severe messages that are logged.",
            "quarkus.log.level");

    private final String environmentName;
    private final Kind kind;
    private final String byDefault;
    private final boolean secret;
    private final String help;
    private final List<String> quarkusProperties;

    Option(String environmentName, Kind kind, String byDefault, boolean secret, String help, String... quarkus) {
        this.environmentName = environmentName;
        this.kind = kind;
        this.byDefault = byDefault;
        this.secret = secret;
        this.help = help;
        this.quarkusProperties = List.of(quarkus);
    }

    public String environmentName() {
        return environmentName;
    }

    public Kind kind() {
        return kind;
    }

    public Optional<String> byDefault() {
        return Optional.ofNullable(byDefault);
    }

    /** Whether the value must not be shown, because it holds a password. */
    public boolean isSecret() {
        return secret;
    }

    /** One paragraph for the operator. */
    public String help() {
        return help;
    }

    /** The framework's properties that take the value as it is. */
    List<String> quarkusProperties() {
        return quarkusProperties;
    }
}
