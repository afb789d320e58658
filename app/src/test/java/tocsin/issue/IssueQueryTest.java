package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.sentry.SentryEvent.Level;
import tocsin.sentry.SentryEvent.Tag;

class IssueQueryTest {

    @Test
    void termsAndWordsMayStandInAnyOrder() {
        var query = IssueQuery.parse("cart is:unresolved level:Error  environment:prod total release:1.2");

        assertThat(query)
                .isEqualTo(new IssueQuery(
                        Issue.Status.UNRESOLVED,
                        Level.ERROR,
                        List.of(new Tag("environment", "prod"), new Tag("release", "1.2")),
                        List.of("cart", "total")));
    }

    @Test
    void ignoredAndMutedAreTheSame() {
        assertThat(IssueQuery.parse("is:ignored")).isEqualTo(IssueQuery.parse("is:muted"));
    }

    @Test
    void quotesKeepSpacesTogether() {
        var query = IssueQuery.parse("browser.name:\"Mobile Safari\" \"cannot read \\\"x\\\"\"");

        assertThat(query.tags()).containsExactly(new Tag("browser.name", "Mobile Safari"));
        assertThat(query.words()).containsExactly("cannot read \"x\"");
    }

    @Test
    void colonsInMessagesAreText() {
        assertThat(IssueQuery.parse("TypeError: std::bad_alloc https://example.com/a")
                        .words())
                .containsExactly("TypeError:", "std::bad_alloc", "https://example.com/a");
    }

    @Test
    void nothingAsksForEverything() {
        assertThat(IssueQuery.parse("  ")).isEqualTo(new IssueQuery(null, null, List.of(), List.of()));
    }

    @Test
    void theTextOfAQueryIsReadBack() {
        for (var text : List.of(
                "is:resolved level:fatal environment:prod",
                "release:\"shop@1.2 beta\" \"a \\\\ b\"",
                "\"is:unresolved\" x",
                "TypeError: 100%",
                "url:\"http://x/\"")) {
            var query = IssueQuery.parse(text);
            assertThat(IssueQuery.parse(query.text())).as(text).isEqualTo(query);
        }
    }

    @Test
    void aQuotedTermIsText() {
        assertThat(IssueQuery.parse("\"is:unresolved\"").words()).containsExactly("is:unresolved");
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> IssueQuery.parse("is:open")).hasMessageContaining("is:unresolved, is:resolved");
        assertThatThrownBy(() -> IssueQuery.parse("level:bad")).hasMessageContaining("fatal, error");
        assertThatThrownBy(() -> IssueQuery.parse("is:resolved is:muted")).hasMessageContaining("twice");
        assertThatThrownBy(() -> IssueQuery.parse("message:\"open")).hasMessageContaining("never closed");
        assertThatThrownBy(() -> IssueQuery.parse("release:\"\"")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> IssueQuery.parse("x".repeat(501))).hasMessageContaining("500");
    }

    @Test
    void aPastedShortIdIsRecognised() {
        assertThat(IssueQuery.parse("is:unresolved WEB-1A").shortId()).contains(new ShortId("web", 42));
        assertThat(IssueQuery.parse("WEB-1A again").shortId()).isEmpty();
    }
}
