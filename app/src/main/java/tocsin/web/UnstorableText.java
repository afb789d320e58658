package tocsin.web;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response.Status;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Text that no PostgreSQL keeps or compares, above all U+0000, is the asker's mistake and no defect of ours, wherever it
 * came in: address, form or JSON. The database finds it, so nothing has to think of it before.
 */
@Singleton
@Unremovable
class UnstorableText implements ProblemPostProcessor {

    /** A character that is none, and one that the encoding does not have. */
    private static final Set<String> STATES = Set.of("22021", "22P05");

    /** Before it is logged as a failure of ours. */
    private static final int FIRST = 1_000;

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        return problem.getStatusCode() >= 500 && isUnstorable(context.cause)
                ? HttpProblem.valueOf(
                        Status.BAD_REQUEST, "There is a character in it that no text has, such as U+0000.")
                : problem;
    }

    @Override
    public int priority() {
        return FIRST;
    }

    private static boolean isUnstorable(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .anyMatch(cause -> cause instanceof SQLException refused && STATES.contains(refused.getSQLState()));
    }
}
