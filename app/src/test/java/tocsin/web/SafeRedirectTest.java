package tocsin.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeRedirectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/acme/issues",
                "/acme/web/issues/7?query=is%3Aunresolved%20boom#trace",
                "/acme/issues?next=https://example.org",
                "/acme/a%20b"
            })
    void ownPathsAreFollowed(String next) {
        assertThat(SafeRedirect.to(next, "/home")).hasToString(next);
    }

    @NullAndEmptySource
    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme/issues",
                "https://evil.example",
                "HTTPS:evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/\t/evil.example",
                "/\n/evil.example",
                "/a\r\nSet-Cookie: x=y",
                " //evil.example",
                "/ /evil.example",
                "/%2f/evil.example",
                "/%5cevil.example",
                "/%09/evil.example",
                "/%0d%0aSet-Cookie:x",
                "/.//evil.example",
                "/..//evil.example",
                "/a/..//evil.example",
                "/../etc",
                "/\u0000",
                "/\u007f",
                "/\u3002evil",
                "/%zz"
            })
    void everythingElseLeadsHome(String next) {
        assertThat(SafeRedirect.to(next, "/home")).hasToString("/home");
    }

    @Test
    void whatIsTooLongForAHeaderLeadsHome() {
        assertThat(SafeRedirect.to("/" + "a".repeat(5_000), "/home")).hasToString("/home");
    }
}
