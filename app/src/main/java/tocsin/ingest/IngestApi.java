package tocsin.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Open;

/** The endpoints that a DSN leads to. An answer of 200 means that the event is committed. */
@Path("/api")
@Consumes(MediaType.WILDCARD)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class IngestApi {

    private static final String BY_KEY = "the DSN's key is asked for in the request, as SDKs send it";

    private final Intake intake;
    private final MeterRegistry metrics;

    IngestApi(Intake intake, MeterRegistry metrics) {
        this.intake = intake;
        this.metrics = metrics;
    }

    @POST
    @Path("{project}/envelope")
    @Open(BY_KEY)
    public Response envelope(@RestPath String project, @Context HttpServerRequest request, InputStream body) {
        return answer(request, sender -> intake.envelope(Sender.project(project), sender, body));
    }

    @POST
    @Path("{project}/store")
    @Open(BY_KEY)
    public Response store(@RestPath String project, @Context HttpServerRequest request, InputStream body) {
        return answer(request, sender -> intake.store(Sender.project(project), sender, body));
    }

    @OPTIONS
    @Path("{project}/{endpoint:envelope|store}")
    @Open("a browser asks before it sends, and may not show a key then")
    public Response preflight() {
        return SdkAnswer.preflight();
    }

    private interface Taking {
        UUID from(Sender sender) throws IOException;
    }

    private Response answer(HttpServerRequest request, Taking taking) {
        Response response;
        try {
            var sender = new Sender(request);
            sender.checkLength();
            response = SdkAnswer.accepted(taking.from(sender));
        } catch (IOException | RuntimeException e) {
            response = SdkAnswer.refused(e);
        }
        metrics.counter("tocsin.ingest.requests", "status", String.valueOf(response.getStatus()))
                .increment();
        return response;
    }
}
