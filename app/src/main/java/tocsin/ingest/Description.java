package tocsin.ingest;

import java.util.List;

/**
 * What the API's document says of one method of one address.
 *
 * @param sends the kinds of body that it takes; none when it reads none
 * @param query what it understands in the query, besides the key
 * @param good the status when all went well, and what is answered then
 * @param key how who sends says who that is
 * @param knows429 false where senders are told 503 instead
 */
record Description(
        String path,
        String method,
        String id,
        String summary,
        String text,
        List<String> sends,
        List<String> query,
        Good good,
        Key key,
        boolean knows429) {

    /** Whether something of a request may be taken and something refused, which is answered 207 in the same form. */
    boolean mayBePartial() {
        return key == Key.SENSOR && !sends.isEmpty();
    }

    /** @param properties of the JSON object that is answered, each with what it is; in turn */
    record Good(int status, String text, String type, String... properties) {}

    /** How who sends says who that is. */
    enum Key {
        /** In a header or in the query. */
        DSN,
        /** As well in the address, or in the body. */
        DSN_ELSEWHERE,
        /** The token of a sensor. */
        SENSOR,
        /** The token of an enrolment. */
        ENROLMENT
    }
}
