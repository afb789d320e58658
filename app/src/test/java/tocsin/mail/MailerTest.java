package tocsin.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.testing.SmtpScript;
import tocsin.testing.TcpServer;

/** What a mail server may do to us, by a server that does it. */
class MailerTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Map<String, String> FRIENDLY = Map.of();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.1.1 no such mailbox, true, false",
        "RCPT, 550 no such mailbox, true, false",
        "RCPT, 553 5.1.3 no such syntax, true, false",
        "RCPT, 501 5.1.3 bad recipient, true, false",
        "RCPT, 551 user not local, true, false",
        "RCPT, 554 5.7.1 relay access denied, false, false",
        "RCPT, 550 relay not permitted, false, false",
        "RCPT, 550 5.7.1 we do not know you, false, false",
        "RCPT, 530 5.7.0 authentication required, false, false",
        "RCPT, 552 mailbox full, false, false",
        "RCPT, 450 greylisted, false, false",
        "MAIL, 550 5.1.8 this sender may not send, false, true",
        "MAIL, 553 sender rejected, false, true",
        "greeting, 554 no service here, false, true",
        "EHLO, 550 go away, false, true",
        "DATA, 554 not today, false, false",
        "mail, 554 5.6.0 not this one, false, false",
        "RCPT, 421 closing, false, true",
        "mail, 421 closing, false, true"
    })
    void onlyWhatIsSaidOfTheRecipientIsForGood(String word, String answer, boolean forGood, boolean ofAll)
            throws IOException {
        var answers = word.equals("EHLO") ? Map.of("EHLO", answer, "HELO", answer) : Map.of(word, answer);
        try (var server = new TcpServer(new SmtpScript(answers))) {
            var refused =
                    catchThrowableOfType(MailRefused.class, () -> mailer(server).send(mail()));

            assertThat(refused).isNotNull().hasMessageContaining("The mail server answered");
            assertThat(refused.isForGood()).isEqualTo(forGood);
            assertThat(refused.isOfAll()).isEqualTo(ofAll);
        }
    }

    /** A password is only sent over TLS, so the answer is made here as the client makes it. */
    @Test
    void aWrongPasswordIsNotForGood() {
        var answer = new SMTPException("AUTH PLAIN failed", 535, List.of("535 5.7.8 wrong password"), false);

        assertThat(MailRefused.of(answer).isForGood()).isFalse();
        assertThat(MailRefused.of(answer).isOfAll()).isTrue();
    }

    /** The few connections that there are: one server says nothing, the other begins a greeting that has no end. */
    @Test
    void aServerThatHangsKeepsNoMailFromBeingSentLater() throws IOException {
        var end = new CountDownLatch(1);
        try (var silent = new TcpServer((caller, count) -> {
                    if (count <= 4) {
                        end.await();
                    }
                    new SmtpScript(FRIENDLY).treat(caller, count);
                });
                var endless = new TcpServer((caller, count) -> greet(caller, count <= 4 ? end : null))) {
            var waiting = new ArrayList<CompletableFuture<Boolean>>();
            var mailers = List.of(mailer(silent), mailer(endless));
            mailers.forEach(mailer -> IntStream.range(0, 4).forEach(n -> waiting.add(sending(mailer))));
            for (var one : waiting) {
                assertThat(one).succeedsWithin(Duration.ofSeconds(40)).isEqualTo(false);
            }

            for (var mailer : mailers) {
                assertThat(sending(mailer))
                        .succeedsWithin(Duration.ofSeconds(10))
                        .isEqualTo(true);
            }
        } finally {
            end.countDown();
        }
    }

    /** Some time after the first, at which the client looks after the connections that it keeps. */
    @Test
    void mailsRightAfterMailsAreSentAtOnce() throws IOException {
        try (var server = new TcpServer(new SmtpScript(FRIENDLY))) {
            var rows = IntStream.range(0, 60)
                    .mapToObj(n -> {
                        var mailer = mailer(server);
                        var later = CompletableFuture.delayedExecutor(50 + n * 30L, TimeUnit.MILLISECONDS);
                        return sending(mailer).thenComposeAsync(first -> inARow(mailer, 12), later);
                    })
                    .toList();

            for (var row : rows) {
                assertThat(row).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(12);
            }
        }
    }

    /** How many were sent. */
    private static CompletableFuture<Integer> inARow(Mailer mailer, int mails) {
        var sent = new CompletableFuture<Integer>();
        Thread.ofVirtual()
                .start(() -> sent.complete((int) IntStream.range(0, mails)
                        .filter(n -> sending(mailer).join())
                        .count()));
        return sent;
    }

    private static void greet(Socket caller, CountDownLatch end) throws IOException, InterruptedException {
        while (end != null && !end.await(1, TimeUnit.SECONDS)) {
            caller.getOutputStream().write("220-ding\r\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        new SmtpScript(FRIENDLY).treat(caller, 1);
    }

    private static CompletableFuture<Boolean> sending(Mailer mailer) {
        var sent = new CompletableFuture<Boolean>();
        Thread.ofVirtual().start(() -> {
            try {
                mailer.send(mail());
                sent.complete(true);
            } catch (MailRefused e) {
                sent.complete(false);
            }
        });
        return sent;
    }

    private static Mailer mailer(TcpServer server) {
        return Mailers.at(VERTX, server.port());
    }

    private static Mail mail() {
        return new Mail("ringer@example.org", "Boom", "The bell cracked", "<p>The bell cracked</p>", Map.of());
    }
}
