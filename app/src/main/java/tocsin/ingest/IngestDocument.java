package tocsin.ingest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** The page of the API's document on what programs send: {@link IngestRoutes} are no resource methods, which are found alone. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class IngestDocument implements OASFilter {

    private static final String HEADER = "dsnKey";
    private static final String QUERY = "dsnKeyInQuery";
    private static final String OLD_HEADER = "dsnKeyInAuthorization";
    private static final String SENSOR = "sensorToken";
    private static final String ENROLMENT = "enrolmentToken";

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Map<String, String> PARAMETERS = Map.of(
            "project", "The project's number, as at the end of its DSN.",
            "event", "The id of the event that the files belong to.",
            "key", "The key of a DSN.",
            "slug", "The job's name.");

    private static final Map<Integer, String> REFUSALS = new LinkedHashMap<>();

    static {
        REFUSALS.put(400, "The body or the key cannot be understood; the answer says why.");
        REFUSALS.put(401, "No key or two different ones; no token, or one that is not good any more.");
        REFUSALS.put(403, "The key is unknown, disabled, or of another project.");
        REFUSALS.put(405, "Another method than those of this address.");
        REFUSALS.put(413, "The body, an event in it, or what it decompresses to is too large.");
        REFUSALS.put(415, "A content type or encoding that is not known.");
        REFUSALS.put(
                429,
                "A limit is reached: `X-Sentry-Rate-Limits` says which and for how long, as it does beside 200. What the"
                        + " limit does not hold for is stored all the same. The reason `full` is no limit of anybody's: the"
                        + " database is away, and what may wait for it on disk does.");
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
        bearer(document, SENSOR, "What a sensor was given as it enrolled.");
        bearer(document, ENROLMENT, "What lets sensors enrol, made by a project's administrators.");
        for (var description : Descriptions.ALL) {
            var path = document.getPaths().getPathItem(description.path());
            if (path == null) {
                path = path(description);
                document.getPaths().addPathItem(description.path(), path);
            }
            path.setOperation(PathItem.HttpMethod.valueOf(description.method()), operation(description));
        }
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

    private static void bearer(OpenAPI document, String scheme, String description) {
        document.getComponents()
                .addSecurityScheme(
                        scheme,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description(description));
    }

    private static PathItem path(Description description) {
        var path = OASFactory.createPathItem();
        PARAMETER
                .matcher(description.path())
                .results()
                .map(found -> found.group(1))
                .forEach(name -> path.addParameter(OASFactory.createParameter()
                        .name(name)
                        .in(Parameter.In.PATH)
                        .required(true)
                        .description(PARAMETERS.get(name))
                        .schema(schema(
                                name.equals("project") ? Schema.SchemaType.INTEGER : Schema.SchemaType.STRING))));
        return path;
    }

    private static Operation operation(Description description) {
        var good = description.good();
        var responses = OASFactory.createAPIResponses()
                .addAPIResponse(
                        String.valueOf(good.status()), answer(good.text(), good.type(), List.of(good.properties())));
        if (description.mayBePartial()) {
            responses.addAPIResponse(
                    "207", answer("Some are refused, and the others kept.", good.type(), List.of(good.properties())));
        }
        var problem = isForSensors(description);
        REFUSALS.forEach((status, why) -> {
            if (status != 429 || description.knows429()) {
                responses.addAPIResponse(
                        String.valueOf(status),
                        answer(
                                why,
                                problem ? "application/problem+json" : "application/json",
                                List.of("detail", problem ? "Why." : "As in the header X-Sentry-Error.")));
            }
        });
        var operation = OASFactory.createOperation()
                .operationId(description.id())
                .summary(description.summary())
                .description(description.text()
                        + (description.sends().isEmpty() ? "" : " Bodies may be gzip, deflate, br or zstd.")
                        + (problem ? "" : " Any site's scripts may send."))
                .addTag(problem ? "Sensors" : "Ingest")
                .responses(responses)
                .security(security(description.key()));
        description
                .query()
                .forEach(name -> operation.addParameter(OASFactory.createParameter()
                        .name(name)
                        .in(Parameter.In.QUERY)
                        .schema(schema(Schema.SchemaType.STRING))));
        if (!description.sends().isEmpty()) {
            operation.requestBody(OASFactory.createRequestBody().content(body(description.sends())));
        }
        return operation;
    }

    private static boolean isForSensors(Description description) {
        return switch (description.key()) {
            case SENSOR, ENROLMENT -> true;
            case DSN, DSN_ELSEWHERE -> false;
        };
    }

    private static List<SecurityRequirement> security(Description.Key key) {
        return switch (key) {
            case SENSOR -> List.of(requirement(SENSOR));
            case ENROLMENT -> List.of(requirement(ENROLMENT));
            case DSN -> List.of(requirement(HEADER), requirement(OLD_HEADER), requirement(QUERY));
            // Nothing in headers or query: the key is elsewhere.
            case DSN_ELSEWHERE ->
                List.of(
                        requirement(HEADER),
                        requirement(OLD_HEADER),
                        requirement(QUERY),
                        OASFactory.createSecurityRequirement());
        };
    }

    private static SecurityRequirement requirement(String scheme) {
        return OASFactory.createSecurityRequirement().addScheme(scheme);
    }

    private static APIResponse answer(String text, String type, List<String> properties) {
        var response = OASFactory.createAPIResponse().description(text);
        if (type == null) {
            return response;
        }
        var schema = schema(properties.isEmpty() ? Schema.SchemaType.STRING : Schema.SchemaType.OBJECT);
        for (int at = 0; at < properties.size(); at += 2) {
            schema.addProperty(properties.get(at), OASFactory.createSchema().description(properties.get(at + 1)));
        }
        return response.content(OASFactory.createContent()
                .addMediaType(type, OASFactory.createMediaType().schema(schema)));
    }

    private static Content body(List<String> types) {
        var content = OASFactory.createContent();
        types.forEach(type ->
                content.addMediaType(type, OASFactory.createMediaType().schema(schema(Schema.SchemaType.STRING))));
        return content;
    }

    private static Schema schema(Schema.SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
