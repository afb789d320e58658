package tocsin.ops;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Hands out the API's own description as it was written while the application was built. The framework would do it too,
 * but it parses the description and writes it again at each start, which took an eighth of the time until ready; so the
 * executable does not carry its copy (see {@code quarkus.native.resources.excludes}).
 */
@ApplicationScoped
class ApiDescription {

    /** Before the framework's own answer. */
    private static final int EARLY = -1;

    // Natively they are read while the executable is built.
    private static final Format JSON = Format.of("JSON", "application/json");
    private static final Format YAML = Format.of("YAML", "application/yaml");

    private record Format(String mediaType, byte[] text, String tag) {

        static Format of(String name, String mediaType) {
            var file = "META-INF/quarkus-generated-openapi-doc." + name;
            try (var text = ApiDescription.class.getClassLoader().getResourceAsStream(file)) {
                if (text == null) {
                    throw new IllegalStateException("The application was built without " + file);
                }
                var bytes = text.readAllBytes();
                var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
                var tag = '"' + HexFormat.of().formatHex(Arrays.copyOf(hash, 8)) + '"';
                return new Format(mediaType + ";charset=UTF-8", bytes, tag);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void register(@Observes Router router) {
        router.get("/openapi").order(EARLY).handler(context -> send(context, asked(context)));
        router.get("/openapi.json").order(EARLY).handler(context -> send(context, JSON));
        router.get("/openapi.yaml").order(EARLY).handler(context -> send(context, YAML));
        router.get("/openapi.yml").order(EARLY).handler(context -> send(context, YAML));
    }

    private static Format asked(RoutingContext context) {
        var format = context.request().getParam("format");
        if (format != null) {
            return format.toUpperCase(Locale.ROOT).equals("JSON") ? JSON : YAML;
        }
        var accept = context.request().getHeader("Accept");
        return accept != null && accept.contains("json") ? JSON : YAML;
    }

    private static void send(RoutingContext context, Format format) {
        var response = context.response()
                .putHeader("ETag", format.tag())
                .putHeader("Vary", "Accept")
                .putHeader("Cache-Control", "public, no-cache");
        if (format.tag().equals(context.request().getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", format.mediaType()).end(Buffer.buffer(format.text()));
        }
    }
}
