package tocsin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class TemplateTextsTest {

    @Inject
    Engine engine;

    /** Who comes from our own locator has no source; the framework's templates name their file. */
    @Test
    void everyTemplateIsFoundWithoutLookingForItsFile() {
        assertThat(engine.getTemplate("layout").getSource()).isEmpty();
        assertThat(engine.getTemplate("mail/digestText").getSource()).isEmpty();
    }

    @Test
    void pagesEscapeForeignTextAndPlainTextIsLeftAlone() {
        assertThat(engine.getTemplate("layout").getVariant().orElseThrow().getContentType())
                .isEqualTo("text/html");
        assertThat(engine.getTemplate("mail/digestText")
                        .getVariant()
                        .orElseThrow()
                        .getContentType())
                .isEqualTo("text/plain");
    }

    /** A text that is a parameter of a tag is shown as it stands: an expression in it would be read by people. */
    @Test
    void noParameterOfATagHoldsAnExpression() throws IOException {
        var filled = Pattern.compile("\\{#\\w+ [^}]*=\"[^\"}]*\\{\\w+[.}][^\"]*\"");
        var found = new TreeSet<String>();
        try (var templates = Files.walk(Path.of("src/main/resources/templates"))) {
            for (var template : templates.filter(Files::isRegularFile).toList()) {
                filled.matcher(Files.readString(template))
                        .results()
                        .forEach(hit -> found.add(template.getFileName() + ": " + hit.group()));
            }
        }

        assertThat(filled.matcher("{#panel title=\"General\" hint=\"Project {project.id}\"}")
                        .find())
                .isTrue();
        assertThat(found).isEmpty();
    }
}
