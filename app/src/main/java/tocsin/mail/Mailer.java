package tocsin.mail;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tocsin.config.Settings;
import tocsin.config.SmtpUrl;

/** Hands mail to the mail server. Without one, nobody asks it to. */
@ApplicationScoped
// The client makes the one that the server offers by its name.
@RegisterForReflection(
        classNames = {
            "io.vertx.ext.mail.impl.sasl.AuthCram",
            "io.vertx.ext.mail.impl.sasl.AuthDigest",
            "io.vertx.ext.mail.impl.sasl.AuthLogin",
            "io.vertx.ext.mail.impl.sasl.AuthPlain"
        })
public class Mailer {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int SECONDS = 30;
    private static final int CONNECTIONS = 4;
    private static final int KEPT_SECONDS = 10;
    /** Less than anybody waits for a mail: a connection to a server that hangs is not one of the few for ever. */
    private static final int IDLE_SECONDS = 20;

    private final Vertx vertx;
    private final Optional<SmtpUrl> server;
    private final String from;
    private final String host;
    private MailClient client;
    private volatile Context context;

    Mailer(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.server = settings.smtp();
        this.from = settings.mailFrom();
        this.host = settings.url().getHost();
    }

    public boolean isConfigured() {
        return server.isPresent();
    }

    /** Returns when the server has taken it. */
    public void send(Mail mail) throws MailRefused {
        var headers = MultiMap.caseInsensitiveMultiMap();
        mail.headers().forEach(headers::add);
        var message = new MailMessage()
                .setFrom("Tocsin <" + from + ">")
                .setTo(mail.to())
                .setSubject(mail.subject())
                .setText(mail.text())
                .setHtml(mail.html())
                .setHeaders(headers);
        var client = client();
        try {
            sending(client, message).get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw MailRefused.of(e.getCause());
        } catch (TimeoutException e) {
            leave(client);
            throw MailRefused.unreached("The mail server did not answer within " + SECONDS + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw MailRefused.unreached("Interrupted", e);
        }
    }

    /** On one thread of the client's for all: called from others it loses what the server says between two of its steps. */
    private CompletableFuture<MailResult> sending(MailClient client, MailMessage message) {
        var sent = new CompletableFuture<MailResult>();
        context.runOnContext(ready -> {
            try {
                client.sendMail(message).onSuccess(sent::complete).onFailure(sent::completeExceptionally);
            } catch (RuntimeException e) {
                sent.completeExceptionally(e);
            }
        });
        return sent;
    }

    private synchronized MailClient client() {
        if (client == null) {
            context = context == null ? vertx.getOrCreateContext() : context;
            client = MailClient.create(vertx, config(server.orElseThrow()));
        }
        return client;
    }

    /** With all that it still has to send: that is sent again, and should not be sent beside it when the server wakes up. */
    private synchronized void leave(MailClient hanging) {
        if (client == hanging) {
            client = null;
            hanging.close();
        }
    }

    private MailConfig config(SmtpUrl url) {
        var config = new MailConfig(url.host(), url.port())
                .setSsl(url.tls())
                .setOwnHostname(host)
                .setMaxPoolSize(CONNECTIONS)
                .setKeepAliveTimeout(KEPT_SECONDS)
                .setLogin(url.logsIn() ? LoginOption.REQUIRED : LoginOption.DISABLED)
                // A password is never sent in the clear.
                .setStarttls(url.logsIn() && !url.tls() ? StartTLSOptions.REQUIRED : StartTLSOptions.OPTIONAL);
        if (url.logsIn()) {
            config.setUsername(url.user()).setPassword(url.password());
        }
        config.setConnectTimeout(CONNECT_MILLIS);
        config.setIdleTimeout(IDLE_SECONDS);
        return config;
    }
}
