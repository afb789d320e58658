package tocsin.digest;

import java.util.UUID;
import tocsin.scrub.Scrubber;
import tocsin.sentry.Feedback;
import tocsin.sentry.FeedbackItem;
import tocsin.sentry.UserReportItem;

/** What a person wrote, under an id by which a repetition is known. */
public record Said(UUID id, Feedback feedback) {

    public static Said of(FeedbackItem item) {
        return new Said(item.id(), item.feedback());
    }

    /** The same without secrets; the address that they left for an answer stays. */
    public Said scrubbed(Scrubber scrubber) {
        var url = feedback.url() == null ? null : scrubber.scrubbed(feedback.url());
        return new Said(
                id,
                new Feedback(
                        scrubber.scrubbed(feedback.message()),
                        feedback.name(),
                        feedback.email(),
                        url,
                        feedback.event(),
                        feedback.environment(),
                        feedback.release()));
    }

    /** The older way has no id of its own: the same words about the same event are the same. */
    public static Said of(UserReportItem item) {
        var words = item.event() + "\n" + item.name() + "\n" + item.email() + "\n" + item.comments();
        return new Said(
                UUID.nameUUIDFromBytes(words.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                new Feedback(item.comments(), item.name(), item.email(), null, item.event(), null, null));
    }
}
