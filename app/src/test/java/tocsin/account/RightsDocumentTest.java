package tocsin.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tocsin.account.Routes.Route;

class RightsDocumentTest {

    private static final Path PAGE = Path.of("doc/rights.md");

    @Test
    void thePageSaysWhoMayDoWhat() throws IOException {
        if (Boolean.getBoolean("tocsin.regenerate")) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE))
                .as("stale? ./mvnw test -pl app -Dtest=RightsDocumentTest -Dtocsin.regenerate=true")
                .isEqualTo(page());
    }

    private static String page() {
        return """
                # Rights

                What somebody may do is what their role in the organization allows and, with an API token, what the token
                was granted as well: never more than both. Admins and above see all projects, others those of their
                teams. Whatever belongs to another organization, or to a project that one does not see, is answered 404;
                what one may see but not do, 403. Pages know people by their session, `/api` by token only.

                This page is written by `RightsDocumentTest` from `Role.java` and the annotations of the routes.

                ## Scopes by role

                """
                + table("scope")
                + Arrays.stream(Scope.values())
                        .map(scope -> "| `" + scope + "` |" + marks(scope))
                        .collect(Collectors.joining("\n"))
                + """


                ## Routes by role

                A token needs the scope as well.

                """
                + table("route | scope")
                + Routes.all().stream()
                        .map(route -> "| `" + route + "` |" + rights(route))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String table(String first) {
        var columns = first.split("\\|").length;
        return "| " + first + " | "
                + Arrays.stream(Role.values()).map(Role::text).collect(Collectors.joining(" | "))
                + " |\n|" + " --- |".repeat(columns) + " :-: |".repeat(Role.values().length) + "\n";
    }

    private static String rights(Route route) {
        return route.scope()
                .map(scope -> " `" + scope + "` |" + marks(scope))
                .or(() -> route.signedIn()
                        .map(who -> (who.instanceAdmin() ? " administrators of the instance" : " everybody signed in")
                                + " |" + " |".repeat(Role.values().length)))
                .orElseGet(() -> " open: "
                        + route.method().getAnnotation(Open.class).value() + " |" + " |".repeat(Role.values().length));
    }

    private static String marks(Scope scope) {
        return Arrays.stream(Role.values())
                .map(role -> role.scopes().contains(scope) ? " ✓ |" : " |")
                .collect(Collectors.joining());
    }
}
