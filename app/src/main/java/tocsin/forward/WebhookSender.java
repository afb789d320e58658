package tocsin.forward;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tocsin.account.Refused;
import tocsin.outbox.DeliveryFailed;
import tocsin.outgoing.Destination;
import tocsin.outgoing.Door;
import tocsin.outgoing.OutgoingRefused;
import tocsin.outgoing.Posting;

/** Posts each message as JSON, signed. Any answer of 2xx means taken. */
@ApplicationScoped
final class WebhookSender implements Sender {

    private static final int SHOWN = 300;

    private final Door door;
    private final Posting posting;

    WebhookSender(Door door, Posting posting) {
        this.door = door;
        this.posting = posting;
    }

    @Override
    public boolean serves(ForwardKind kind) {
        return kind == ForwardKind.WEBHOOK;
    }

    @Override
    public String check(NewForward forward) {
        door.resolve(destination(forward.address()).host(), 0);
        return shown(forward.address());
    }

    /** Without path and query: many services put a secret there. */
    static String shown(String address) {
        var url = URI.create(address);
        var bare = url.getScheme() + "://" + url.getRawAuthority();
        return url.getRawPath() == null || url.getRawPath().length() <= 1 && url.getRawQuery() == null
                ? bare
                : bare + "/…";
    }

    private static Destination destination(String address) {
        return Destination.parse(address, "http")
                .orElseThrow(() ->
                        new Refused("address", "This must be an address such as https://hooks.example.org/tocsin"));
    }

    @Override
    public String send(Target target, List<Message> messages) throws DeliveryFailed {
        var said = "";
        for (var message : messages) {
            said = post(target, message);
        }
        return said;
    }

    private String post(Target target, Message message) throws DeliveryFailed {
        try {
            var answer = posting.post(
                    destination(target.address()),
                    Map.of(
                            "Content-Type",
                            "application/json",
                            "User-Agent",
                            "Tocsin",
                            "Tocsin-Event",
                            message.type(),
                            "Tocsin-Delivery",
                            message.id(),
                            Signature.HEADER,
                            Signature.of(target.secret(), Instant.now().getEpochSecond(), message.json())),
                    message.json());
            if (answer.isGood()) {
                return words(answer);
            }
            throw new DeliveryFailed(
                    answer.status() / 100 == 3
                            ? "Answered " + answer.status() + ": redirects are not followed"
                            : words(answer));
        } catch (OutgoingRefused | IOException e) {
            throw new DeliveryFailed(e.getMessage(), e);
        }
    }

    private static String words(Posting.Answer answer) {
        var text = answer.text().replaceAll("\\p{Cntrl}+", " ").strip();
        return "Answered " + answer.status()
                + (text.isEmpty() ? "" : ": " + text.substring(0, Math.min(SHOWN, text.length())));
    }
}
