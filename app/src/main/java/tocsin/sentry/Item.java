package tocsin.sentry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One part of an envelope: kept with its payload, or passed over with the reason. */
public sealed interface Item {

    ItemType type();

    ObjectNode headers();

    /** Bytes of payload as sent, whether kept or not. */
    long size();

    /** How many things it counts for: containers of logs, spans or metrics say so themselves. */
    default long quantity() {
        return Math.clamp(headers().path("item_count").asLong(1), 1, 1_000_000);
    }

    /** An item that is stored. */
    record Kept(ItemType type, ObjectNode headers, byte[] payload) implements Item {

        @Override
        public long size() {
            return payload.length;
        }
    }

    /** An item whose payload was read past without keeping a byte of it; {@code name} is its type as sent. */
    record Dropped(ItemType type, String name, ObjectNode headers, long size, Reason reason) implements Item {}

    /** Why an item was not kept. */
    enum Reason {
        TOO_LARGE("too_large"),
        NOT_STORED("not_stored");

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
