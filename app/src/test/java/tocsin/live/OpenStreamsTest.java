package tocsin.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tocsin.account.Role;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class OpenStreamsTest {

    @TestHTTPResource
    URI server;

    private final Samples.Organization acme = Samples.organization();

    @Test
    void nobodyOpensStreamsWithoutEndAndAClosedOneMakesRoom() throws Exception {
        var greedy = People.member(acme, Role.MEMBER);
        var neighbour = People.member(acme, Role.MEMBER);
        var client = HttpClient.newHttpClient();
        var open = new ArrayList<InputStream>();
        try {
            for (int i = 0; i < OpenStreams.MOST; i++) {
                var stream = listen(client, greedy);
                assertThat(stream.statusCode()).isEqualTo(200);
                open.add(stream.body());
            }

            assertThat(listen(client, greedy).statusCode()).isEqualTo(429);
            var other = listen(client, neighbour);
            assertThat(other.statusCode()).isEqualTo(200);
            open.add(other.body());

            open.removeFirst().close();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> listen(client, greedy).statusCode() == 200);
        } finally {
            client.shutdownNow();
        }
    }

    private HttpResponse<InputStream> listen(HttpClient client, People.Somebody somebody) throws Exception {
        var request = HttpRequest.newBuilder(server.resolve("/" + acme.slug() + "/live"))
                .header("Cookie", People.COOKIE + "=" + somebody.session())
                .header("Accept", "text/event-stream")
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    }
}
