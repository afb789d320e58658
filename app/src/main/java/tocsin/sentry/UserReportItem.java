package tocsin.sentry;

import java.util.UUID;

/** What a person wrote about an event, by the older way. {@code name} and {@code email} may be null. */
public record UserReportItem(UUID event, String name, String email, String comments) implements Item {

    static Item of(byte[] payload, UUID fallback) {
        var json = JsonText.read(payload);
        var named = EventIds.parse(json.path("event_id").textValue());
        var report = new UserReportItem(
                named == null ? fallback : named,
                Feedback.word(json.path("name").textValue()),
                Feedback.word(json.path("email").textValue()),
                Feedback.message(json.path("comments").textValue()));
        return report.event == null || report.comments == null
                ? new RefusedItem(ItemType.USER_REPORT, Reason.INCOMPLETE)
                : report;
    }

    @Override
    public ItemType type() {
        return ItemType.USER_REPORT;
    }
}
