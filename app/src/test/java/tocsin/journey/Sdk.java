package tocsin.journey;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/** An unmodified SDK with its program under {@code app/e2e}, and what that program's failure looks like in its language. */
enum Sdk {
    NODE("@sentry/node 11", "PaymentFailed", "GatewayTimeout", "throw new PaymentFailed("),
    NODE_8("@sentry/node 8", "PaymentFailed", "GatewayTimeout", "throw new PaymentFailed("),
    BROWSER("@sentry/browser 11", "PaymentFailed", "GatewayTimeout", null),
    JAVA("io.sentry:sentry 8", "Checkout$PaymentFailed", "Checkout$GatewayTimeout", null),
    PYTHON("sentry-sdk 2", "PaymentFailed", "GatewayTimeout", "raise PaymentFailed("),
    PYTHON_1("sentry-sdk 1.9", "PaymentFailed", "GatewayTimeout", "raise PaymentFailed("),
    GO("sentry-go", "*main.PaymentFailed", "*main.GatewayTimeout", null);

    /** What the program says of the event it sent. */
    record Sent(String sdk, String version, String eventId) {}

    final String label;
    final String type;
    final String causeType;
    /** The line of source that threw; null where the SDK sends no source. */
    final String source;

    Sdk(String label, String type, String causeType, String source) {
        this.label = label;
        this.type = type;
        this.causeType = causeType;
        this.source = source;
    }

    /** Where the program lies and is run: SDKs tell own code from others' by that. */
    Path folder() {
        return switch (this) {
            case NODE, NODE_8, BROWSER -> Tools.JAVASCRIPT;
            case JAVA -> Path.of("e2e/java").toAbsolutePath();
            case PYTHON, PYTHON_1 -> Tools.PYTHON;
            case GO -> Tools.GO;
        };
    }

    /** The program whose checkout fails. */
    List<String> command(String dsn) {
        return command("checkout", dsn);
    }

    /** The program that sends what is no error. */
    List<String> signals(String dsn) {
        return command("signals", dsn);
    }

    private List<String> command(String program, String dsn) {
        var isCheckout = program.equals("checkout");
        return switch (this) {
            case NODE -> node(isCheckout, "@sentry/node", dsn);
            case NODE_8 -> node(isCheckout, "sentry-node-8", dsn);
            case BROWSER -> throw new IllegalStateException("a page is opened, not run");
            case JAVA ->
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        sentryJar(),
                        isCheckout ? "shop/Checkout.java" : "shop/Signals.java",
                        dsn);
            case PYTHON -> python("sdk-2", program, dsn);
            case PYTHON_1 -> python("sdk-1.9", program, dsn);
            case GO -> List.of(Tools.GO.resolve("checkout").toString(), dsn);
        };
    }

    /** By name, because its annotations refer to classes that it does not bring, which the compiler warns of. */
    private static String sentryJar() {
        try {
            return Path.of(Class.forName("io.sentry.Sentry")
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException("the Java SDK is not on the class path", e);
        }
    }

    private static List<String> node(boolean isCheckout, String module, String dsn) {
        return List.of(Tools.command("node").toString(), isCheckout ? "node.cjs" : "signals.cjs", module, dsn);
    }

    private static List<String> python(String environment, String program, String dsn) {
        return List.of(
                Tools.PYTHON.resolve(environment).resolve("bin/python").toString(),
                "-W",
                "ignore",
                program + ".py",
                dsn);
    }
}
