package tocsin.installer.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The pages about codes, which are in the executable as they are in the bundle. */
public final class HelpPages {

    private HelpPages() {}

    /** Markdown: what the code means, why it comes, what to do. */
    public static String of(Code code) {
        try (var page = HelpPages.class.getResourceAsStream("/tocsin/installer/help/" + code + ".md")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
