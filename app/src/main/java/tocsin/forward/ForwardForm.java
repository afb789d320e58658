package tocsin.forward;

import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestForm;
import tocsin.account.Form;
import tocsin.account.Refused;

/** The fields of the page, as a browser sends them. */
public class ForwardForm {

    static final Form EMPTY = Form.of("kind", "webhook", "level", "debug", "opened", "on", "regressed", "on");

    @RestForm
    String kind;

    @RestForm
    String name;

    @RestForm
    String address;

    @RestForm
    String channel;

    @RestForm
    String login;

    @RestForm
    String secret;

    @RestForm
    List<String> facts;

    @RestForm
    String level;

    @RestForm
    String environment;

    NewForward wanted() {
        return new NewForward(
                ForwardKind.known(kind == null ? "" : kind.toLowerCase(Locale.ROOT)),
                name,
                address,
                channel,
                login,
                secret,
                chose("opened"),
                chose("regressed"),
                chose("every"),
                ForwardApi.level(level),
                environment);
    }

    /** What was typed, but for the secret. */
    Form wrong(Refused refused) {
        return Form.of(
                        "kind",
                        kind,
                        "name",
                        name,
                        "address",
                        address,
                        "channel",
                        channel,
                        "login",
                        login,
                        "opened",
                        chose("opened") ? "on" : "",
                        "regressed",
                        chose("regressed") ? "on" : "",
                        "every",
                        chose("every") ? "on" : "",
                        "level",
                        level,
                        "environment",
                        environment)
                .wrong(refused);
    }

    private boolean chose(String fact) {
        return facts != null && facts.contains(fact);
    }
}
