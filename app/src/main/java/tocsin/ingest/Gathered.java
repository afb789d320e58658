package tocsin.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tocsin.digest.Accepted;
import tocsin.digest.EventDigest;
import tocsin.digest.ProjectRules;
import tocsin.digest.Said;
import tocsin.quota.Refusal;
import tocsin.sentry.AttachmentItem;
import tocsin.sentry.Category;
import tocsin.sentry.CheckInItem;
import tocsin.sentry.ClientReportItem;
import tocsin.sentry.EventItem;
import tocsin.sentry.FeedbackItem;
import tocsin.sentry.Item;
import tocsin.sentry.LogItem;
import tocsin.sentry.MetricItem;
import tocsin.sentry.PassedItem;
import tocsin.sentry.Received;
import tocsin.sentry.RefusedItem;
import tocsin.sentry.SessionItem;
import tocsin.sentry.SpanItem;
import tocsin.sentry.TransactionItem;
import tocsin.sentry.UnknownItem;
import tocsin.sentry.UserReportItem;

/**
 * What a request's items come to: events, what people wrote and counts, which go into a batch, and files, of which the
 * small ones do.
 */
final class Gathered implements AutoCloseable {

    private final List<Accepted> accepted = new ArrayList<>(2);
    private final List<AttachmentItem> files = new ArrayList<>(0);
    private final List<Refusal> refusals = new ArrayList<>(0);
    private final ProjectRules rules;
    private final Gate gate;

    /** What became of an event that is not stored, or of what stands for one; null while there is none. */
    private Accepted.Counted lost;

    private boolean hasOwner;
    private boolean isSettled;

    /** Says of an item that a limit is reached, if it is. */
    interface Gate {
        Optional<Refusal> take(Map<Category, Long> quantities);
    }

    /** For what holds no events and was let in before. */
    Gathered() {
        this(ProjectRules.DEFAULT, quantities -> Optional.empty());
    }

    Gathered(ProjectRules rules, Gate gate) {
        this.rules = rules;
        this.gate = gate;
    }

    /** Takes one item in. {@link tocsin.sentry.MalformedEvent} when it is to be an event and is none. */
    void add(Item item, Received received) {
        var refusal = refusal(item);
        if (refusal != null) {
            drop(item, refusal);
            return;
        }
        switch (item) {
            case EventItem event -> addEvent(EventDigest.of(event.payload(), received, null, rules));
            case AttachmentItem file -> files.add(file);
            case UserReportItem report -> addWords(Said.of(report));
            case FeedbackItem feedback -> {
                addWords(Said.of(feedback));
                hasOwner = true;
            }
            case ClientReportItem report -> report.discarded().forEach(this::discarded);
            case RefusedItem refused -> refuse(refused, refused.reason().outcome());
            case TransactionItem transaction -> notStored(transaction);
            case SessionItem session -> notStored(session);
            case CheckInItem checkIn -> notStored(checkIn);
            case LogItem log -> notStored(log);
            case MetricItem metric -> notStored(metric);
            case SpanItem span -> notStored(span);
            case PassedItem passed -> notStored(passed);
            case UnknownItem unknown -> notStored(unknown);
        }
    }

    private void addWords(Said said) {
        accepted.add(new Accepted.Words(said.scrubbed(rules.scrubber())));
    }

    private Refusal refusal(Item item) {
        return switch (item) {
            case RefusedItem refused -> null;
            // What becomes of files is known when all is there.
            case AttachmentItem file -> null;
            default -> gate.take(item.quantities()).orElse(null);
        };
    }

    private void drop(Item item, Refusal refusal) {
        refusals.add(refusal);
        count(item, "rate_limited", refusal.limit().reason());
    }

    /**
     * Decides on the files, when all has been added: those of an event that is not stored are not stored either, and counted
     * with its reason, wherever they stand. A limit counts only what is left then. What a person wrote is kept whatever
     * became of the event. Later calls change nothing.
     */
    void settle() {
        if (!isSettled) {
            isSettled = true;
            files.removeIf(this::isDropped);
        }
    }

    private boolean isDropped(AttachmentItem file) {
        if (lost != null && !hasOwner) {
            count(file, lost.outcome(), lost.reason());
            close(file);
            return true;
        }
        var refusal = gate.take(file.quantities());
        refusal.ifPresent(limit -> {
            drop(file, limit);
            close(file);
        });
        return refusal.isPresent();
    }

    /** Which limits dropped something. */
    List<Refusal> refusals() {
        return refusals;
    }

    /** Whether limits dropped all there was. */
    boolean isRefused() {
        return !refusals.isEmpty()
                && isLight()
                && accepted.stream()
                        .allMatch(one -> one instanceof Accepted.Counted counted
                                && counted.outcome().equals("rate_limited"));
    }

    void add(Accepted more) {
        accepted.add(more);
    }

    /** An event that was let in before, or what became of it. */
    void addEvent(Accepted event) {
        accepted.add(event);
        if (event instanceof Accepted.Counted counted) {
            lost = counted;
        } else {
            hasOwner = true;
        }
    }

    void notStored(Item item) {
        count(item, "not_stored", item.type().wireName());
    }

    void refuse(Item item, String reason) {
        count(item, "invalid", reason);
    }

    private void count(Item item, String outcome, String reason) {
        item.quantities().forEach((category, quantity) -> {
            var counted = new Accepted.Counted(category.wireName(), outcome, reason, quantity);
            accepted.add(counted);
            if (item.type().isEvent()) {
                lost = counted;
            }
        });
    }

    private void discarded(ClientReportItem.Discarded one) {
        accepted.add(new Accepted.Counted(one.category(), "client_discarded", one.reason(), one.quantity()));
    }

    List<Accepted> accepted() {
        return accepted;
    }

    List<AttachmentItem> files() {
        return files;
    }

    /** Whether there is nothing but what goes into a batch. */
    boolean isLight() {
        return files.isEmpty();
    }

    /** The id that an event has, or a person's words, when the envelope itself says none; null when there is neither. */
    UUID id() {
        UUID said = null;
        for (var item : accepted) {
            switch (item) {
                case Accepted.Stored stored -> {
                    return stored.event().id();
                }
                case Accepted.Unprocessed raw -> {
                    return raw.id();
                }
                case Accepted.Words words -> said = said == null ? words.id() : said;
                case Accepted.File file -> {}
                case Accepted.Counted counted -> {}
            }
        }
        return said;
    }

    /** Gives back what the files take. */
    @Override
    public void close() {
        files.forEach(Gathered::close);
    }

    private static void close(AttachmentItem file) {
        try {
            file.content().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
