package tocsin.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LoginAttemptSqlTest {

    private static final int GUESSERS = 12;

    @Inject
    LoginAttemptSql attempts;

    @Test
    void ofManyAtOnceNoneSlipsBetween() throws Exception {
        var subject = "email:" + UUID.randomUUID();
        var limit = new LoginAttemptSql.Limit(5, Duration.ofMinutes(1));
        var together = new CyclicBarrier(GUESSERS);
        var began = System.nanoTime();
        try (var guessers = Executors.newVirtualThreadPerTaskExecutor()) {
            var waits = guessers.invokeAll(IntStream.range(0, GUESSERS)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        together.await();
                        return attempts.count(subject, limit).isEmpty();
                    })
                    .toList());
            var free = 0;
            for (var wait : waits) {
                free += wait.get() ? 1 : 0;
            }
            // On a machine so slow that the first pause of two seconds passes meanwhile, one more is right.
            var pauses = Duration.ofNanos(System.nanoTime() - began).toSeconds() / 2;
            assertThat(free).isBetween(5, 5 + (int) pauses);
        }
    }
}
