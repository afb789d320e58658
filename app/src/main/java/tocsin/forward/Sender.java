package tocsin.forward;

import java.util.List;
import tocsin.outbox.DeliveryFailed;

/** Hands messages to one kind of target. */
sealed interface Sender permits WebhookSender, RedisSender, KafkaSender {

    boolean serves(ForwardKind kind);

    /**
     * Refuses with {@link tocsin.account.Refused} what cannot be such a target, and with {@link
     * tocsin.outgoing.OutgoingRefused} an address that is not called; says how it is shown.
     */
    String check(NewForward forward);

    /** Returns what was answered, in words for people. */
    String send(Target target, List<Message> messages) throws DeliveryFailed;
}
