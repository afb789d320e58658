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

    private final boolean forGood;

    MailRefused(String message, boolean forGood, Throwable cause) {
        super(message, cause);
        this.forGood = forGood;
    }

    static MailRefused of(Throwable cause) {
        if (cause instanceof SMTPException answer) {
            var said = String.join(" ", answer.getReplyMessages());
            return new MailRefused("The mail server answered: " + said, isOfRecipient(answer, said), cause);
        }
        if (cause instanceof IllegalArgumentException) {
            // Nobody was asked, and nobody else's mail waits for it.
            return new MailRefused("This is no address that mail can be sent to", true, cause);
        }
        return new MailRefused("The mail server was not reached: " + cause.getMessage(), false, cause);
    }

    /** A wrong password, a sender that may not send and a server that is closed concern all mail, which is to be kept. */
    private static boolean isOfRecipient(SMTPException answer, String said) {
        return answer.getMessage().startsWith(OF_RECIPIENT)
                && UNWANTED.contains(answer.getReplyCode())
                && !OF_US.matcher(said).find();
    }

    /** Whether it will never be: the server knows the address and does not want it. */
    public boolean isForGood() {
        return forGood;
    }
}
