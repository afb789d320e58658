package tocsin.sentry;

import java.util.Map;

/**
 * One part of an envelope, read and checked; one record for each type. Who adds a type that is stored adds a record here
 * and what to do with it in ingest: the compiler names the places.
 */
public sealed interface Item
        permits AttachmentItem,
                CheckInItem,
                ClientReportItem,
                EventItem,
                FeedbackItem,
                LogItem,
                MetricItem,
                PassedItem,
                RefusedItem,
                SessionItem,
                SpanItem,
                TransactionItem,
                UnknownItem,
                UserReportItem {

    ItemType type();

    /** What it counts for, by category: containers of logs or metrics count their content and its bytes. */
    default Map<Category, Long> quantities() {
        return Map.of(type().category(), 1L);
    }

    /** Why an item is not taken. */
    enum Reason {
        TOO_LARGE("too_large"),
        TOO_MANY("too_many"),
        MALFORMED("malformed"),
        INCOMPLETE("incomplete");

        private final String outcome;

        Reason(String outcome) {
            this.outcome = outcome;
        }

        /** The name under which the project's page counts it. */
        public String outcome() {
            return outcome;
        }
    }
}
