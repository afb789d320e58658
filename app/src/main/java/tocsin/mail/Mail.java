package tocsin.mail;

import java.util.Map;

/** One mail to one person, as plain text and as HTML. */
public record Mail(String to, String subject, String text, String html, Map<String, String> headers) {

    private static final int SUBJECT = 200;

    public Mail {
        subject = line(subject, SUBJECT);
    }

    /** What strangers wrote cannot begin a header of its own. */
    private static String line(String text, int most) {
        var plain = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return plain.length() <= most ? plain : plain.substring(0, most - 1) + "…";
    }
}
