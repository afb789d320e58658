package tocsin.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** What becomes of deliveries when their target is tried; the target is disabled, so that nobody else tries it. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class TurnTest {

    @Inject
    DeliverySql sql;

    private final Samples.Project project = Samples.project();
    private final long forward = Samples.<Long>query(
            "insert into forward (tenant_id, project_id, kind, name, address, opened, regressed, every_event, status)"
                    + " values (?, ?, 'WEBHOOK', 'Hook', 'http://127.0.0.1:1/', true, false, true, 'DISABLED')"
                    + " returning id",
            project.tenant(),
            project.id());

    /** How a delivery ends. */
    private interface Trying {
        void of(Due due) throws DeliveryFailed;
    }

    private record Way(Trying trying) implements Channel {

        @Override
        public void queue(String tenant, Facts facts) {}

        @Override
        public boolean carries(Due due) {
            return true;
        }

        @Override
        public void deliver(Due due) throws DeliveryFailed {
            trying.of(due);
        }
    }

    @Test
    void anErrorIsNotedLikeAnyFailureAndTriedAgainSoon() {
        deliveries(2);

        turn(due -> {
            throw new StackOverflowError("too deep");
        });

        assertThat(Samples.<Long>query(
                        "select count(*) from delivery where forward_id = ? and state = 'WAITING'"
                                + " and last_error like '%too deep%' and due_at between now() and now() + interval '6 seconds'",
                        forward))
                .isEqualTo(1);
        assertThat(Samples.<Long>query(
                        "select count(*) from delivery where forward_id = ? and due_at <= now() and attempts = 0",
                        forward))
                .as("the other was not tried")
                .isEqualTo(1);
    }

    @Test
    void whatIsRefusedByItselfKeepsNoOtherFromBeingSent() {
        deliveries(3);
        var tried = new ArrayList<Long>();

        turn(due -> {
            tried.add(due.id());
            if (tried.size() == 1) {
                throw DeliveryFailed.alone("not this one", null);
            }
        });

        assertThat(tried).hasSize(3);
        assertThat(Samples.<String>query(
                        "select string_agg(state || coalesce(' ' || last_error, ''), ', ' order by id) from delivery"
                                + " where forward_id = ?",
                        forward))
                .isEqualTo("WAITING not this one, SENT, SENT");
    }

    /** Another process takes what is due, and what was taken and not finished for ten minutes. */
    @Test
    void whileOneIsSentTheOthersAreFreeForWhoeverComes() {
        deliveries(30);
        var taken = new ArrayList<Long>();
        var leased = new ArrayList<Long>();

        turn(due -> {
            taken.add(due.id());
            leased.add(Samples.<Long>query(
                    "select count(*) from delivery where forward_id = ? and state = 'WAITING' and due_at > now()",
                    forward));
        });

        assertThat(taken).hasSize(30).isSorted().doesNotHaveDuplicates();
        assertThat(leased).containsOnly(1L);
    }

    /** Nobody knows whether it was sent: once too often is what was promised, never is not. */
    @Test
    void whatAProcessTookBeforeItDiedIsSentByAnotherWhenItsTimeIsUp() {
        deliveries(1);
        var sent = new ArrayList<Integer>();
        // The process ends between taking and sending: nothing is noted, neither success nor failure.
        var taken = CurrentTenant.as(project.tenant(), () -> sql.claim(project.tenant(), forward));
        assertThat(taken).isPresent();

        turn(due -> sent.add(due.attempts()));
        assertThat(sent).as("it may still be on its way").isEmpty();
        assertThat(waiting("due_at between now() + interval '9 minutes' and now() + interval '10 minutes'"))
                .isEqualTo(1);

        Samples.execute(
                "update delivery set due_at = due_at - interval '10 minutes 1 second' where forward_id = ?", forward);
        turn(due -> sent.add(due.attempts()));

        assertThat(sent).as("the second attempt").containsExactly(2);
        assertThat(waiting("true")).isZero();
        assertThat(Samples.<String>query("select state from delivery where forward_id = ?", forward))
                .isEqualTo("SENT");
    }

    private long waiting(String when) {
        return Samples.<Long>query(
                "select count(*) from delivery where forward_id = ? and state = 'WAITING' and " + when, forward);
    }

    private void turn(Trying trying) {
        var turn = new Turn(sql, List.of(new Way(trying)), Duration.ofDays(1), () -> false);
        CurrentTenant.run(project.tenant(), () -> turn.run(project.tenant(), forward));
    }

    private void deliveries(int quantity) {
        Samples.execute(
                "insert into delivery (tenant_id, project_id, forward_id, kind, subject, body, due_at)"
                        + " select ?, ?, ?, 'OPENED', 'x', '{}', now() - interval '1 second'"
                        + " from generate_series(1, ?) n",
                project.tenant(),
                project.id(),
                forward,
                quantity);
    }
}
