package tocsin.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The PostgreSQL that a Cloud Foundry platform has bound to us, as it is told in {@code VCAP_SERVICES}. */
final class BoundService {

    private BoundService() {}

    static Optional<String> databaseUrl(String vcapServices) {
        try {
            var services = new ArrayList<JsonNode>();
            new ObjectMapper().readTree(vcapServices).forEach(kind -> kind.forEach(services::add));
            return services.stream()
                    .filter(BoundService::isPostgres)
                    .map(service -> service.path("credentials"))
                    .map(BoundService::address)
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("VCAP_SERVICES is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Optional<String> address(JsonNode credentials) {
        return Stream.of("uri", "url")
                .map(name -> credentials.path(name).asText())
                .filter(BoundService::isPostgresUrl)
                .findFirst();
    }

    private static boolean isPostgres(JsonNode service) {
        var words = service.path("label").asText() + " " + service.path("tags") + " "
                + service.path("name").asText();
        return words.toLowerCase(Locale.ROOT).contains("postgres")
                || isPostgresUrl(service.path("credentials").path("uri").asText());
    }

    private static boolean isPostgresUrl(String text) {
        return text.startsWith("postgres://") || text.startsWith("postgresql://");
    }
}
