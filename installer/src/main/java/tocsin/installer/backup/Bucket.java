package tocsin.installer.backup;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Signed requests to one bucket.
 *
 * @param address of the bucket, without a slash at the end
 */
record Bucket(URI address, S3Signature signature, HttpClient client) {

    private static final int TRIES = 4;
    private static final Pattern CODE = Pattern.compile("<Code>(.*?)</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>(.*?)</Message>", Pattern.DOTALL);

    /** @param endpoint with {@code {bucket}} in it where the bucket is a part of the host */
    static Bucket of(String endpoint, String bucket, S3Signature signature) {
        var base = endpoint.replaceFirst("/+$", "");
        var address = base.contains("{bucket}") ? base.replace("{bucket}", bucket) : base + "/" + bucket;
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        return new Bucket(URI.create(address), signature, client);
    }

    /** The answer; anything but a good one is refused. */
    String ask(String method, String key, Map<String, String> query, byte[] body, int... alsoGood) throws IOException {
        var response = send(method, key, query, body, BodyHandlers.ofString());
        demand(response, response.body(), alsoGood);
        return response.body();
    }

    /** @return the tag of what lies there now */
    String put(String key, Map<String, String> query, byte[] content) throws IOException {
        var response = send("PUT", key, query, content, BodyHandlers.ofString());
        demand(response, response.body());
        return response.headers().firstValue("ETag").orElse("");
    }

    /** Less than nothing where there is none. */
    long size(String key) throws IOException {
        var response = send("HEAD", key, Map.of(), new byte[0], BodyHandlers.discarding());
        if (response.statusCode() == 404) {
            return -1;
        }
        demand(response, "");
        return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    }

    InputStream open(String key) throws IOException {
        var response = send("GET", key, Map.of(), new byte[0], BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (var body = response.body()) {
                demand(response, new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    /** Tries again what may go better the next time. */
    private <T> HttpResponse<T> send(
            String method, String key, Map<String, String> query, byte[] body, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        for (int number = 1; ; number++) {
            try {
                var response = client.send(request(method, key, query, body), handler);
                if (number == TRIES || response.statusCode() < 500 && response.statusCode() != 429) {
                    return response;
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            } catch (IOException e) {
                if (number == TRIES) {
                    throw e;
                }
            }
            pause(number);
        }
    }

    private HttpRequest request(String method, String key, Map<String, String> query, byte[] body) {
        var path = address.getRawPath() + (key.isEmpty() ? "" : "/" + encodedPath(key));
        var text = new TreeMap<>(query)
                .entrySet().stream()
                        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                        .collect(Collectors.joining("&"));
        var uri = URI.create(
                address.getScheme() + "://" + address.getRawAuthority() + path + (text.isEmpty() ? "" : "?" + text));
        var request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofMinutes(30))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        signature
                .headers(method, address.getRawAuthority(), path, text, body, Instant.now())
                .forEach(request::header);
        return request.build();
    }

    private static void demand(HttpResponse<?> response, String body, int... alsoGood) throws IOException {
        var status = response.statusCode();
        if (status / 100 != 2 && Arrays.stream(alsoGood).noneMatch(good -> good == status)) {
            throw new IOException("the store answers " + status + " " + reason(body));
        }
    }

    /** What it says of an error. */
    static String reason(String body) {
        var code = CODE.matcher(body);
        var message = MESSAGE.matcher(body);
        return (code.find() ? code.group(1) : "") + (message.find() ? ": " + unescaped(message.group(1)) : "");
    }

    static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&apos;", "'")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String encodedPath(String key) {
        return Arrays.stream(key.split("/", -1)).map(Bucket::encoded).collect(Collectors.joining("/"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static void pause(int number) throws IOException {
        try {
            Thread.sleep(500L * number * number);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException(e);
    }
}
