package tocsin.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tocsin.digest.DigestFuzz;
import tocsin.ingest.DecompressionFuzz;
import tocsin.ingest.MultipartFuzz;
import tocsin.ingest.SecurityFuzz;
import tocsin.ingest.SensorFuzz;
import tocsin.picture.PictureFuzz;
import tocsin.sentry.AuthFuzz;
import tocsin.sentry.EnvelopeFuzz;
import tocsin.sentry.EventFuzz;
import tocsin.sentry.MinidumpFuzz;
import tocsin.sentry.OtlpFuzz;
import tocsin.sentry.StoreFuzz;

/** Everything that strangers send, each by the name of its command and of the folder of its crashes. */
enum Target {
    ENVELOPE(EnvelopeFuzz::new),
    DECOMPRESSION(DecompressionFuzz::new),
    EVENT(EventFuzz::new),
    DIGEST(DigestFuzz::new),
    STORE(StoreFuzz::new),
    MULTIPART(MultipartFuzz::new),
    MINIDUMP(MinidumpFuzz::new),
    OTLP(OtlpFuzz::new),
    SENSOR(SensorFuzz::new),
    SECURITY(SecurityFuzz::new),
    AUTH(AuthFuzz::new),
    PICTURE(PictureFuzz::new);

    static final String ALL = "all";

    private final Supplier<FuzzTarget> make;

    Target(Supplier<FuzzTarget> make) {
        this.make = make;
    }

    FuzzTarget make() {
        return make.get();
    }

    String lowerName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this name, or every one. */
    static List<Target> all(String name) {
        return name.equals(ALL) ? List.of(values()) : List.of(named(name));
    }

    private static Target named(String name) {
        return Arrays.stream(values())
                .filter(target -> target.lowerName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no target " + name + ", but " + names()));
    }

    static String names() {
        return Arrays.stream(values()).map(Target::lowerName).collect(Collectors.joining(", ")) + ", or " + ALL;
    }
}
