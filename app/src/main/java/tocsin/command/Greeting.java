package tocsin.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import tocsin.config.Build;
import tocsin.config.Settings;
import tocsin.project.Demo.Ready;
import tocsin.project.Demo.Wanted;

/** What a newcomer is told after the start: where to go, and how to send the first event. */
record Greeting(Settings settings, Wanted login, Ready ready) {

    /** The one line for scripts. */
    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("url", settings.url().toString())
                .put("dsn", ready.dsn())
                .put("email", login.email())
                .put("password", login.password())
                .put("token", login.token())
                .put("organization", ready.organization())
                .put("project", ready.project())
                .put("version", Build.current().version())
                .put("pid", ProcessHandle.current().pid())
                .put("management", "http://" + settings.managementHost() + ":" + settings.managementPort());
    }

    void print(PrintWriter out, Path data) {
        out.print("""

                Tocsin %s is ready.

                  Open       %s
                  Log in     %s
                  Password   %s
                  API token  %s
                  DSN        %s
                  Data       %s

                Send the first event with curl:
                  curl -sS '%s/api/%d/store/?sentry_key=%s' -H 'Content-Type: application/json' -d '{"message":"Hello, Tocsin"}'
                or with an SDK, here Python's:
                  python3 -c "import sentry_sdk; sentry_sdk.init('%s'); 1/0"

                """.formatted(
                        Build.current().version(),
                        settings.url(),
                        login.email(),
                        login.password(),
                        login.token(),
                        ready.dsn(),
                        data,
                        settings.url(),
                        ready.projectId(),
                        URI.create(ready.dsn()).getUserInfo(),
                        ready.dsn()));
        out.flush();
    }
}
