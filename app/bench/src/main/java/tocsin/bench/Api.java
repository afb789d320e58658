package tocsin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** The HTTP API, as a client with a token sees it. */
final class Api {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"next\"; *results=\"true\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;

    Api(Server server) {
        this.server = server;
    }

    String issuesPath() {
        return "/api/0/projects" + server.projectPath() + "/issues/";
    }

    /** Walks the whole list, as a client would, and adds up what each issue says. */
    Subject.Counts counts() throws IOException, InterruptedException {
        var issues = 0L;
        var events = 0L;
        var page = server.url().resolve(issuesPath() + "?query=&limit=100");
        while (page != null) {
            var answer = get(page);
            for (var issue : JSON.readTree(answer.body())) {
                issues++;
                events += issue.required("count").asLong();
            }
            var next = NEXT.matcher(String.join(", ", answer.headers().allValues("Link")));
            page = next.find() ? server.url().resolve(next.group(1)) : null;
        }
        return new Subject.Counts(issues, events);
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + server.text("token"))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(uri + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer;
    }
}
