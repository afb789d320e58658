package tocsin.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this executable was built from; the build stamps it in.
 *
 * @param javaSdk the version of the SDK for Java that it was tested with
 */
public record Build(String version, String commit, String time, String train, String javaSdk) {

    private static final Build CURRENT = read();

    public static Build current() {
        return CURRENT;
    }

    private static Build read() {
        var properties = new Properties();
        try (var stream = Build.class.getResourceAsStream("/tocsin/build.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Build(
                stamped(properties, "version"),
                stamped(properties, "commit"),
                stamped(properties, "time"),
                stamped(properties, "train"),
                stamped(properties, "java-sdk"));
    }

    /** A build outside of a checkout leaves the commit's placeholder as it is. */
    private static String stamped(Properties properties, String name) {
        var value = properties.getProperty(name, "").strip();
        return value.isEmpty() || value.startsWith("${") ? "unknown" : value;
    }
}
