package tocsin.installer.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Which release this executable belongs to; the build stamps it in. */
public final class Version implements IVersionProvider {

    public static String current() {
        var properties = new Properties();
        try (var stream = Version.class.getResourceAsStream("/tocsin/installer/build.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {"tocsinctl " + current()};
    }
}
