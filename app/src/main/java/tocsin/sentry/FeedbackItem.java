package tocsin.sentry;

import java.util.UUID;

/** What a person wrote, about an event or about anything; screenshots come beside it. {@code id} is its own. */
public record FeedbackItem(UUID id, Feedback feedback) implements Item {

    static Item of(byte[] payload, UUID fallback) {
        var json = JsonText.read(payload);
        var said = json.path("contexts").path("feedback");
        var message = Feedback.message(said.path("message").textValue());
        if (message == null) {
            return new RefusedItem(ItemType.FEEDBACK, Reason.INCOMPLETE);
        }
        var named = EventIds.parse(json.path("event_id").textValue());
        var user = json.path("user");
        return new FeedbackItem(
                fallback != null ? fallback : named != null ? named : UUID.randomUUID(),
                new Feedback(
                        message,
                        first(said.path("name").textValue(), user.path("name").textValue()),
                        first(
                                said.path("contact_email").textValue(),
                                user.path("email").textValue()),
                        Feedback.url(said.path("url").textValue()),
                        EventIds.parse(said.path("associated_event_id").textValue()),
                        Feedback.word(json.path("environment").textValue()),
                        Feedback.word(json.path("release").textValue())));
    }

    private static String first(String said, String known) {
        var word = Feedback.word(said);
        return word == null ? Feedback.word(known) : word;
    }

    @Override
    public ItemType type() {
        return ItemType.FEEDBACK;
    }
}
