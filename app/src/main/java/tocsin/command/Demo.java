package tocsin.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import tocsin.config.Build;
import tocsin.config.Settings;

/** What a newcomer finds after the first start: an organization, a project, a login and a token. */
record Demo(
        String email,
        String password,
        String token,
        String organization,
        String project,
        String projectId,
        String publicKey) {

    static Demo of(JsonNode kept) {
        return new Demo(
                kept.path("email").asText(),
                kept.path("password").asText(),
                kept.path("token").asText(),
                kept.path("organization").asText(),
                kept.path("project").asText(),
                kept.path("project_id").asText(),
                kept.path("public_key").asText());
    }

    /** What the file holds: everything that does not change with a port. */
    ObjectNode kept() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("email", email)
                .put("password", password)
                .put("token", token)
                .put("organization", organization)
                .put("project", project)
                .put("project_id", projectId)
                .put("public_key", publicKey);
    }

    /** The one line for scripts. */
    ObjectNode json(Settings settings) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("url", settings.url().toString())
                .put("dsn", dsn(settings))
                .put("email", email)
                .put("password", password)
                .put("token", token)
                .put("organization", organization)
                .put("project", project)
                .put("version", Build.current().version())
                .put("pid", ProcessHandle.current().pid())
                .put("management", "http://" + settings.managementHost() + ":" + settings.managementPort());
    }

    void print(Settings settings, Path data, PrintWriter out) {
        var dsn = dsn(settings);
        out.print("""

                Tocsin %s is ready.

                  Open       %s
                  Log in     %s
                  Password   %s
                  API token  %s
                  DSN        %s
                  Data       %s

                Send the first event with curl:
                  curl -sS '%s/api/%s/store/?sentry_key=%s' -H 'Content-Type: application/json' -d '{"message":"Hello, Tocsin"}'
                or with an SDK, here Python's:
                  python3 -c "import sentry_sdk; sentry_sdk.init('%s'); 1/0"

                """.formatted(
                        Build.current().version(),
                        settings.url(),
                        email,
                        password,
                        token,
                        dsn,
                        data,
                        settings.url(),
                        projectId,
                        publicKey,
                        dsn));
        out.flush();
    }

    private String dsn(Settings settings) {
        var url = settings.url();
        return url.getScheme() + "://" + publicKey + "@" + url.getRawAuthority()
                + (url.getRawPath() == null ? "" : url.getRawPath()) + "/" + projectId;
    }
}
