package tocsin.outgoing;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/** Posts to web addresses that people typed in: through the {@link Door}, once, without following anything. */
@ApplicationScoped
public class Posting {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int IDLE_SECONDS = 10;
    private static final int WHOLE_SECONDS = 15;
    private static final int READ_BYTES = 4_096;
    /** An answer that goes on beyond this is not listened to. */
    private static final int MOST_BYTES = 64 * 1_024;

    private final Door door;
    private final Vertx vertx;
    private HttpClient client;

    Posting(Door door, Vertx vertx) {
        this.door = door;
        this.vertx = vertx;
    }

    /** What came back; of the text, the beginning. */
    public record Answer(int status, String text) {

        public boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    /** Waits for the answer, for some seconds at most. */
    public Answer post(Destination to, Map<String, String> headers, String body) throws IOException {
        var port = to.port(to.tls() ? 443 : 80);
        var address = door.resolve(to.host(), port);
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                // The address is the one that was checked; the name is for the certificate and the Host header alone.
                .setServer(SocketAddress.inetSocketAddress(address))
                .setHost(to.host())
                .setPort(port)
                .setSsl(to.tls())
                .setURI(path(to))
                .setFollowRedirects(false)
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(TimeUnit.SECONDS.toMillis(IDLE_SECONDS));
        headers.forEach(options::putHeader);
        var sent = new AtomicReference<HttpClientRequest>();
        var answer = client().request(options).compose(request -> {
            sent.set(request);
            return send(request, body);
        });
        try {
            return answer.toCompletionStage().toCompletableFuture().get(WHOLE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(words(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            Optional.ofNullable(sent.get()).ifPresent(HttpClientRequest::reset);
            throw new IOException("No answer within " + WHOLE_SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private static Future<Answer> send(HttpClientRequest request, String body) {
        return request.send(Buffer.buffer(body, StandardCharsets.UTF_8.name())).compose(new Reading(request)::read);
    }

    /** Reads an answer no further than it is listened to. */
    private record Reading(HttpClientRequest request) {

        Future<Answer> read(HttpClientResponse response) {
            var text = Buffer.buffer();
            var done = Promise.<Answer>promise();
            var seen = new long[1];
            response.handler(piece -> {
                seen[0] += piece.length();
                if (text.length() < READ_BYTES) {
                    text.appendBuffer(piece, 0, Math.min(piece.length(), READ_BYTES - text.length()));
                }
                if (seen[0] > MOST_BYTES) {
                    done.tryComplete(answer(response, text));
                    request.reset();
                }
            });
            response.exceptionHandler(done::tryFail);
            response.endHandler(end -> done.tryComplete(answer(response, text)));
            return done.future();
        }

        private static Answer answer(HttpClientResponse response, Buffer text) {
            return new Answer(response.statusCode(), text.toString(StandardCharsets.UTF_8));
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            // Made when it is first needed. No connection is kept: the next one is checked anew.
            client = vertx.createHttpClient(new HttpClientOptions()
                    .setKeepAlive(false)
                    .setMaxPoolSize(32)
                    .setMaxWaitQueueSize(64)
                    .setTracingPolicy(TracingPolicy.IGNORE));
        }
        return client;
    }

    private static String path(Destination to) {
        var path = to.path().isEmpty() ? "/" : to.path();
        return to.query() == null ? path : path + "?" + to.query();
    }

    private static String words(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
