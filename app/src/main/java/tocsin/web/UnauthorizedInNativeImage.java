package tocsin.web;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response.Status;

/**
 * For the native executable: the problem library's answer to Quarkus' own authentication reads a field that Quarkus has no
 * more, and an executable is linked as a whole. We authenticate in a filter of our own, so a plain 401 will do.
 */
@TargetClass(className = "io.quarkiverse.resteasy.problem.security.HttpUnauthorizedUtils")
final class UnauthorizedInNativeImage {

    private UnauthorizedInNativeImage() {}

    @Substitute
    static Uni<HttpProblem> toProblem(RoutingContext context, Exception failure) {
        return Uni.createFrom()
                .item(HttpProblem.builder()
                        .withTitle(Status.UNAUTHORIZED.getReasonPhrase())
                        .withStatus(Status.UNAUTHORIZED)
                        .withDetail(failure.getMessage())
                        .build());
    }
}
