package tocsin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SlugTest {

    @Test
    void namesBecomeSlugs() {
        assertThat(Slug.from("Web Shop (Zürich)")).isEqualTo("web-shop-zurich");
        assertThat(Slug.from("…")).isEmpty();
        assertThat(Slug.from("x".repeat(80))).hasSize(50);
    }

    /** Else an organization or a project of that name could never be reached. */
    @Test
    void everyFixedSegmentOfARouteIsReserved() {
        var paths = Routes.all().stream().map(Routes.Route::path).collect(Collectors.toSet());

        for (var first : segments(paths, "/([a-z0-9-]+)(/.*)?")) {
            assertThatThrownBy(() -> Slug.ofOrganization(first)).as(first).isInstanceOf(Refused.class);
        }
        for (var second : segments(paths, "/\\{org}/([a-z0-9-]+)(/.*)?")) {
            assertThatThrownBy(() -> Slug.ofProject(second)).as(second).isInstanceOf(Refused.class);
        }
    }

    @Test
    void digitsAloneAreNoProject() {
        assertThatThrownBy(() -> Slug.ofProject("42")).isInstanceOf(Refused.class);
    }

    private static Set<String> segments(Set<String> paths, String pattern) {
        return paths.stream()
                .filter(path -> path.matches(pattern))
                .map(path -> path.replaceAll(pattern, "$1"))
                .collect(Collectors.toSet());
    }
}
