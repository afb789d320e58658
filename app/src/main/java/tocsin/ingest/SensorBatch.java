package tocsin.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tocsin.digest.Accepted;
import tocsin.sentry.EventItem;
import tocsin.sentry.Item.Reason;
import tocsin.sentry.ItemType;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.Received;
import tocsin.sentry.RefusedItem;

/** The events of one request, and what is to be said of each. */
final class SensorBatch {

    /** Of one event; {@code id} is null where it has none, {@code reason} where it is taken. */
    private record Result(String status, UUID id, String reason) {

        String json() {
            return "{\"status\":\"" + status + "\""
                    + (id == null ? "" : ",\"id\":\"" + SdkAnswer.hex(id) + "\"")
                    + (reason == null ? "" : ",\"reason\":\"" + Told.quoted(reason) + "\"")
                    + "}";
        }

        boolean isRefused() {
            return status.equals("refused");
        }
    }

    private final Gathered gathered;
    private final Received received;
    private final List<Result> results = new ArrayList<>();

    SensorBatch(Gathered gathered, Received received) {
        this.gathered = gathered;
        this.received = received;
    }

    void add(EventFeed.Piece piece) {
        results.add(piece.tooLarge() ? refused(Reason.TOO_LARGE) : taken(piece.bytes()));
    }

    private Result taken(byte[] json) {
        var limited = gathered.refusals().size();
        try {
            gathered.add(new EventItem(json), received);
        } catch (MalformedEvent e) {
            return refused(Reason.MALFORMED);
        }
        if (gathered.refusals().size() > limited) {
            return new Result(
                    "refused",
                    null,
                    "rate_limited: " + gathered.refusals().getLast().limit().reason());
        }
        return switch (gathered.accepted().getLast()) {
            case Accepted.Stored stored -> new Result("accepted", stored.event().id(), null);
            case Accepted.Unprocessed raw -> new Result("accepted", raw.id(), null);
            case Accepted.Counted counted -> new Result(counted.outcome(), null, counted.reason());
        };
    }

    private Result refused(Reason reason) {
        gathered.refuse(new RefusedItem(ItemType.EVENT, reason), reason.outcome());
        return new Result("refused", null, reason.outcome());
    }

    Gathered gathered() {
        return gathered;
    }

    int size() {
        return results.size();
    }

    boolean isAllTaken() {
        return results.stream().noneMatch(Result::isRefused);
    }

    boolean isAnyTaken() {
        return !results.stream().allMatch(Result::isRefused);
    }

    String firstRefused() {
        return results.stream()
                .filter(Result::isRefused)
                .findFirst()
                .orElseThrow()
                .reason();
    }

    /** Two members of a JSON object: how many are accepted, and each event's fate in the order in which they came. */
    String json() {
        var accepted =
                results.stream().filter(one -> one.status().equals("accepted")).count();
        return "\"accepted\":" + accepted + ",\"events\":["
                + String.join(",", results.stream().map(Result::json).toList()) + "]";
    }
}
