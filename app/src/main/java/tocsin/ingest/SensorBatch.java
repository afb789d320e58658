package tocsin.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tocsin.digest.Accepted;
import tocsin.quota.Refusal;
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

    private final Received received;
    private final List<Result> results = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private int limited;

    SensorBatch(Received received) {
        this.received = received;
    }

    /** Adds it to the part of the request that is written next. */
    void add(EventFeed.Piece piece, Gathered part) {
        results.add(piece.tooLarge() ? refused(part, Reason.TOO_LARGE) : taken(part, piece.bytes()));
    }

    private Result taken(Gathered part, byte[] json) {
        var before = part.refusals().size();
        try {
            part.add(new EventItem(json), received);
        } catch (MalformedEvent e) {
            return refused(part, Reason.MALFORMED);
        }
        if (part.refusals().size() > before) {
            return limited(part.refusals().getLast());
        }
        return switch (part.accepted().getLast()) {
            case Accepted.Stored stored -> new Result("accepted", stored.event().id(), null);
            case Accepted.Unprocessed raw -> new Result("accepted", raw.id(), null);
            case Accepted.Beside beside -> throw new IllegalStateException("a sensor sends nothing but events");
            case Accepted.Counted counted -> new Result(counted.outcome(), null, counted.reason());
        };
    }

    private Result limited(Refusal refusal) {
        limited++;
        if (refusals.stream().noneMatch(one -> one.limit().equals(refusal.limit()))) {
            refusals.add(refusal);
        }
        return new Result("refused", null, "rate_limited: " + refusal.limit().reason());
    }

    private static Result refused(Gathered part, Reason reason) {
        part.refuse(new RefusedItem(ItemType.EVENT, reason), reason.outcome());
        return new Result("refused", null, reason.outcome());
    }

    /** The limits that dropped something. */
    List<Refusal> refusals() {
        return refusals;
    }

    boolean isAllLimited() {
        return limited == results.size();
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
