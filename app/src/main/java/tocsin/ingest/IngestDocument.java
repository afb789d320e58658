package tocsin.ingest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** The page of the API's document on what SDKs send: {@link IngestRoutes} are no resource methods, which are found alone. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class IngestDocument implements OASFilter {

    private static final String HEADER = "dsnKey";
    private static final String QUERY = "dsnKeyInQuery";
    private static final String OLD_HEADER = "dsnKeyInAuthorization";

    private static final Map<Integer, String> REFUSALS = new LinkedHashMap<>();

    static {
        REFUSALS.put(400, "The body or the key cannot be understood; `X-Sentry-Error` says why.");
        REFUSALS.put(401, "No key, or more than one.");
        REFUSALS.put(403, "The key is unknown, disabled, or of another project.");
        REFUSALS.put(405, "Another method than POST or OPTIONS.");
        REFUSALS.put(413, "The body, an event in it, or what it decompresses to is too large.");
        REFUSALS.put(415, "A content encoding that is not known.");
        REFUSALS.put(
                429,
                "A limit is reached: `X-Sentry-Rate-Limits` says which and for how long, as it does beside 200. What the"
                        + " limit does not hold for is stored all the same.");
        REFUSALS.put(503, "Too much at once, or the database is away: come back after `Retry-After` seconds.");
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null) {
            document.setPaths(OASFactory.createPaths());
        }
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        key(document, HEADER, "X-Sentry-Auth", SecurityScheme.In.HEADER, "Sentry sentry_version=7, sentry_key=…");
        key(document, OLD_HEADER, "Authorization", SecurityScheme.In.HEADER, "Sentry sentry_version=7, sentry_key=…");
        key(document, QUERY, "sentry_key", SecurityScheme.In.QUERY, "The public key alone.");
        var envelope = operation(
                        "sendEnvelope",
                        "Send an envelope",
                        "An answer of 200 means that its event is committed. Items of other types are counted, not stored."
                                + " The key may also be in the `dsn` of the envelope's own header.",
                        content("application/x-sentry-envelope"))
                // Nothing in headers or query: the DSN is in the body.
                .addSecurityRequirement(OASFactory.createSecurityRequirement());
        var store = operation(
                "storeEvent",
                "Send an event, as old SDKs do",
                "JSON, or base64 of deflated JSON. An answer of 200 means that the event is committed.",
                content("application/json"));
        document.getPaths()
                .addPathItem("/api/{project}/envelope/", path(envelope))
                .addPathItem("/api/{project}/store/", path(store));
    }

    private static void key(OpenAPI document, String scheme, String name, SecurityScheme.In in, String description) {
        document.getComponents()
                .addSecurityScheme(
                        scheme,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.APIKEY)
                                .in(in)
                                .name(name)
                                .description("The key of a DSN: " + description));
    }

    private static PathItem path(Operation operation) {
        return OASFactory.createPathItem()
                .POST(operation)
                .addParameter(OASFactory.createParameter()
                        .name("project")
                        .in(Parameter.In.PATH)
                        .required(true)
                        .description("The project's number, as at the end of its DSN.")
                        .schema(schema(Schema.SchemaType.INTEGER)));
    }

    private static Operation operation(String id, String summary, String description, Content body) {
        var responses = OASFactory.createAPIResponses()
                .addAPIResponse(
                        "200",
                        OASFactory.createAPIResponse()
                                .description("Committed.")
                                .content(json("id", "The event's id; absent where the envelope names none.")));
        REFUSALS.forEach((status, why) -> responses.addAPIResponse(
                String.valueOf(status),
                OASFactory.createAPIResponse()
                        .description(why)
                        .content(json("detail", "As in the header X-Sentry-Error."))));
        return OASFactory.createOperation()
                .operationId(id)
                .summary(summary)
                .description(description + " Bodies may be gzip, deflate, br or zstd, and any site's scripts may send.")
                .addTag("Ingest")
                .requestBody(OASFactory.createRequestBody().required(true).content(body))
                .responses(responses)
                .security(List.of(
                        OASFactory.createSecurityRequirement().addScheme(HEADER),
                        OASFactory.createSecurityRequirement().addScheme(OLD_HEADER),
                        OASFactory.createSecurityRequirement().addScheme(QUERY)));
    }

    private static Content content(String type) {
        return OASFactory.createContent()
                .addMediaType(type, OASFactory.createMediaType().schema(schema(Schema.SchemaType.STRING)));
    }

    private static Content json(String property, String description) {
        var object = schema(Schema.SchemaType.OBJECT)
                .addProperty(property, schema(Schema.SchemaType.STRING).description(description));
        return OASFactory.createContent()
                .addMediaType("application/json", OASFactory.createMediaType().schema(object));
    }

    private static Schema schema(Schema.SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
