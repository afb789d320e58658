package shop;

import io.sentry.CheckIn;
import io.sentry.CheckInStatus;
import io.sentry.Sentry;
import io.sentry.protocol.SentryId;

/** Sends what is no error: java -cp sentry.jar Signals.java DSN. */
final class Signals {

    public static void main(String[] arguments) {
        Sentry.init(options -> {
            options.setDsn(arguments[0]);
            options.setRelease("shop@1.4.2");
            options.setEnvironment("e2e");
            options.setTracesSampleRate(1.0);
            options.getLogs().setEnabled(true);
        });
        Sentry.startSession();
        Sentry.startTransaction("checkout", "task").finish();
        Sentry.logger().info("two books in the cart");
        SentryId checkIn = Sentry.captureCheckIn(new CheckIn("nightly", CheckInStatus.IN_PROGRESS));
        Sentry.captureCheckIn(new CheckIn(checkIn, "nightly", CheckInStatus.OK));
        Sentry.endSession();
        Sentry.flush(10_000);
        Sentry.close();
    }
}
