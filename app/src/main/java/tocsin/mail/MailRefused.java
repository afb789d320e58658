package tocsin.mail;

/** A mail was not taken; the message says why. */
public class MailRefused extends Exception {

    private final boolean forGood;

    MailRefused(String message, boolean forGood, Throwable cause) {
        super(message, cause);
        this.forGood = forGood;
    }

    /** Whether it will never be: the server knows the address and does not want it. */
    public boolean isForGood() {
        return forGood;
    }
}
