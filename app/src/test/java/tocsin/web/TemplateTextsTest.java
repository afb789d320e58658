package tocsin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.Engine;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
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
}
