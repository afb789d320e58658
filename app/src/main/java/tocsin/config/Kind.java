package tocsin.config;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What sort of value an option takes, in the words that an operator reads, and the check of it. */
public enum Kind {
    URL("a web address without a path, such as https://errors.example.org") {
        @Override
        public void check(String value) {
            url(value);
        }
    },
    ADDRESS("an IP address or host name") {
        @Override
        public void check(String value) {
            require(HOST.matcher(value).matches());
        }
    },
    ADDRESSES("IP addresses, networks such as 10.0.0.0/8 or host names, separated by commas") {
        @Override
        public void check(String value) {
            require(list(value).stream().allMatch(item -> NETWORK.matcher(item).matches()));
        }
    },
    PORT("a port from 1 to 65535, or 0 for any that is free") {
        @Override
        public void check(String value) {
            var port = Integer.parseInt(value);
            require(port >= 0 && port <= 65_535);
        }
    },
    COUNT("a whole number from 1 to 100000") {
        @Override
        public void check(String value) {
            var count = Integer.parseInt(value);
            require(count >= 1 && count <= 100_000);
        }
    },
    AMOUNT("a whole number from 1 to 1000000000000") {
        @Override
        public void check(String value) {
            var amount = Long.parseLong(value);
            require(amount >= 1 && amount <= 1_000_000_000_000L);
        }
    },
    DIRECTORY("a directory such as /var/lib/tocsin/spool") {
        @Override
        public void check(String value) {
            require(Path.of(value).isAbsolute());
        }
    },
    ROLES("ingest, web and worker, or some of them, separated by commas") {
        @Override
        public void check(String value) {
            ServerRole.parse(value);
        }
    },
    DURATION("a time such as 500ms, 3s or 2m") {
        @Override
        public void check(String value) {
            duration(value);
        }
    },
    BYTES("a size such as 500MB, 20GB or 1.5TiB") {
        @Override
        public void check(String value) {
            require(bytes(value) > 0);
        }
    },
    DATABASE(
            "an address such as postgres://user:password@host:5432/database or postgres://user:password@/database?host=/run/postgresql") {
        @Override
        public void check(String value) {
            DatabaseUrl.parse(value);
        }
    },
    NETWORKS("networks such as 10.1.2.0/24 or fd12::/16, separated by commas") {
        @Override
        public void check(String value) {
            list(value).forEach(Network::parse);
        }
    },
    SMTP("an address such as smtp://user:password@host:587 or smtps://host") {
        @Override
        public void check(String value) {
            SmtpUrl.parse(value);
        }
    },
    MAIL_ADDRESS("an e-mail address such as tocsin@example.org") {
        @Override
        public void check(String value) {
            require(MAIL.matcher(value).matches());
        }
    },
    LOG_FORMAT("json or text") {
        @Override
        public void check(String value) {
            require(List.of("json", "text").contains(value));
        }
    },
    LOG_LEVEL("error, warn, info, debug or trace") {
        @Override
        public void check(String value) {
            require(List.of("error", "warn", "info", "debug", "trace").contains(value.toLowerCase(Locale.ROOT)));
        }
    };

    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.:_-]{1,253}");
    private static final Pattern NETWORK = Pattern.compile("[0-9A-Za-z.:_-]{1,253}(/\\d{1,3})?");
    private static final Pattern MAIL = Pattern.compile("[^@\\s\\p{Cntrl}<>,;\"]{1,64}@[0-9A-Za-z.-]{1,253}");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,3})?) ?([kKMGT]?)(i?)B?");

    private final String expected;

    Kind(String expected) {
        this.expected = expected;
    }

    /** What a right value looks like, to end the sentence "must be …". */
    public String expected() {
        return expected;
    }

    /** Throws an {@link IllegalArgumentException} for a value that is not of this kind. */
    public abstract void check(String value);

    static Duration duration(String value) {
        var matcher = TIME.matcher(value);
        if (!matcher.matches()) {
            try {
                return Duration.parse(value);
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(value, e);
            }
        }
        var amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** GB counts by the thousand, GiB by 1024. */
    static long bytes(String value) {
        var matcher = SIZE.matcher(value);
        require(matcher.matches());
        var power = "KMGT".indexOf(matcher.group(2).toUpperCase(Locale.ROOT))
                + (matcher.group(2).isEmpty() ? 0 : 1);
        var unit = BigDecimal.valueOf(matcher.group(3).isEmpty() ? 1000 : 1024).pow(power);
        return new BigDecimal(matcher.group(1))
                .multiply(unit)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValue();
    }

    static List<String> list(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** Without the slash at its end, so that paths can be put behind it. None of its own: pages link from the root. */
    static URI url(String value) {
        var url = URI.create(value.replaceFirst("/+$", ""));
        require(url.getRawPath().isEmpty());
        require(("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                && url.getHost() != null
                && url.getRawQuery() == null
                && url.getRawFragment() == null
                && url.getRawUserInfo() == null);
        return url;
    }

    private static void require(boolean claim) {
        if (!claim) {
            throw new IllegalArgumentException();
        }
    }
}
