package tocsin.mail;

import io.vertx.ext.mail.SMTPException;
import java.util.Set;
import java.util.regex.Pattern;

/** A mail was not taken; the message says why. */
public class MailRefused extends Exception {

    /** How the client calls an answer to RCPT; it has no other mark of what was answered. */
    private static final String OF_RECIPIENT = "recipient address not accepted";
    /** Such an address there is not, or it takes no mail. */
    private static final Set<Integer> UNWANTED = Set.of(501, 550, 551, 553);
    /** What servers say with the same codes when it is us whom they do not want: whoever runs this will see to it. */
    private static final Pattern OF_US = Pattern.compile("\\b5\\.7\\.\\d|relay|authent", Pattern.CASE_INSENSITIVE);

    /** How it calls answers to what is sent. */
    private static final Set<String> OF_MAIL = Set.of("DATA command not accepted", "sending data failed");
    /** Whatever it is an answer to: the server closes. */
    private static final int CLOSES = 421;

    /** Whose the refusal is. */
    private enum Concern {
        ALL_MAIL,
        THIS_MAIL,
        THIS_MAIL_FOR_GOOD
    }

    private final Concern concern;

    private MailRefused(String message, Concern concern, Throwable cause) {
        super(message, cause);
        this.concern = concern;
    }

    static MailRefused unreached(String message, Throwable cause) {
        return new MailRefused(message, Concern.ALL_MAIL, cause);
    }

    static MailRefused of(Throwable cause) {
        if (cause instanceof SMTPException answer) {
            var said = String.join(" ", answer.getReplyMessages());
            return new MailRefused("The mail server answered: " + said, concern(answer, said), cause);
        }
        if (cause instanceof IllegalArgumentException) {
            // Nobody was asked, and nobody else's mail waits for it.
            return new MailRefused("This is no address that mail can be sent to", Concern.THIS_MAIL_FOR_GOOD, cause);
        }
        return unreached("The mail server was not reached: " + cause.getMessage(), cause);
    }

    /** A wrong password, a sender that may not send and a server that is closed concern all mail, which is to be kept. */
    private static Concern concern(SMTPException answer, String said) {
        var ofRecipient = answer.getMessage().startsWith(OF_RECIPIENT);
        if (answer.getReplyCode() == CLOSES
                || !ofRecipient && OF_MAIL.stream().noneMatch(answer.getMessage()::startsWith)) {
            return Concern.ALL_MAIL;
        }
        return ofRecipient
                        && UNWANTED.contains(answer.getReplyCode())
                        && !OF_US.matcher(said).find()
                ? Concern.THIS_MAIL_FOR_GOOD
                : Concern.THIS_MAIL;
    }

    /** Whether it will never be: the server knows the address and does not want it. */
    public boolean isForGood() {
        return concern == Concern.THIS_MAIL_FOR_GOOD;
    }

    /** Whether any other mail would have been refused as well: the server is away, closed, or does not want us. */
    public boolean isOfAll() {
        return concern == Concern.ALL_MAIL;
    }
}
