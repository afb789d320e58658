package tocsin.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Says of a request that failed because the database is away, or takes too long, that it is worth another try. */
@Singleton
@Unremovable
class DatabaseAway implements ProblemPostProcessor {

    private static final int COME_BACK_SECONDS = 10;

    /** Before it is logged as a failure of ours. */
    private static final int FIRST = 1_000;

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        return problem.getStatusCode() == 500 && isAway(context.cause)
                ? HttpProblem.builder()
                        .withStatus(Status.SERVICE_UNAVAILABLE)
                        .withTitle(Status.SERVICE_UNAVAILABLE.getReasonPhrase())
                        .withDetail("The database is away, or takes too long.")
                        .withHeader(HttpHeaders.RETRY_AFTER, COME_BACK_SECONDS)
                        .build()
                : problem;
    }

    @Override
    public int priority() {
        return FIRST;
    }

    private static boolean isAway(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof SQLException refused && isAway(refused.getSQLState()));
    }

    /**
     * By the SQLSTATE (PostgreSQL, appendix A): no connection, no room for one, ended or canceled by somebody, a lock that
     * was not to be had, a disk. The pool says none when it has no connection to give.
     */
    private static boolean isAway(String state) {
        return state == null
                || state.equals("55P03")
                || switch (state.substring(0, 2)) {
                    case "08", "53", "57", "58" -> true;
                    default -> false;
                };
    }
}
