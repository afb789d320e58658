package shop;

import io.sentry.Attachment;
import io.sentry.Breadcrumb;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.protocol.Feedback;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.User;
import java.nio.charset.StandardCharsets;

/** A checkout that fails: java -cp sentry.jar Checkout.java DSN. */
final class Checkout {

    static final class GatewayTimeout extends RuntimeException {
        GatewayTimeout(String message) {
            super(message);
        }
    }

    static final class PaymentFailed extends RuntimeException {
        PaymentFailed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    record Order(int id, int total) {}

    private static void askGateway(Order order) {
        throw new GatewayTimeout("no answer from the gateway for order " + order.id());
    }

    private static void charge(Order order) {
        try {
            askGateway(order);
        } catch (GatewayTimeout cause) {
            throw new PaymentFailed("order " + order.id() + " could not be charged", cause);
        }
    }

    private static void checkout(Order order) {
        charge(order);
    }

    public static void main(String[] arguments) {
        Sentry.init(options -> {
            options.setDsn(arguments[0]);
            options.setRelease("shop@1.4.2");
            options.setEnvironment("e2e");
            options.addInAppInclude("shop");
        });
        Sentry.setTag("shop", "lisbon");
        User user = new User();
        user.setId("7");
        user.setEmail("ada@example.org");
        Sentry.setUser(user);
        Breadcrumb breadcrumb = new Breadcrumb("two books in the cart");
        breadcrumb.setCategory("cart");
        breadcrumb.setLevel(SentryLevel.INFO);
        Sentry.addBreadcrumb(breadcrumb);

        byte[] cart = "two books".getBytes(StandardCharsets.UTF_8);
        Sentry.configureScope(scope -> scope.addAttachment(new Attachment(cart, "cart.txt")));

        SentryId eventId = SentryId.EMPTY_ID;
        try {
            checkout(new Order(42, 1999));
        } catch (PaymentFailed failure) {
            eventId = Sentry.captureException(failure);
        }
        Feedback feedback = new Feedback("I could not pay (Java)");
        feedback.setName("Ada");
        feedback.setContactEmail("ada@example.org");
        feedback.setAssociatedEventId(eventId);
        Sentry.getCurrentScopes().captureFeedback(feedback);
        Sentry.flush(10_000);
        String version = Sentry.getCurrentScopes().getOptions().getSdkVersion().getVersion();
        System.out.printf("{\"sdk\":\"sentry.java\",\"version\":\"%s\",\"eventId\":\"%s\"}%n", version, eventId);
        Sentry.close();
        System.exit(eventId.equals(SentryId.EMPTY_ID) ? 1 : 0);
    }
}
