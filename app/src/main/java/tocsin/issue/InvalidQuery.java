package tocsin.issue;

/** What is wrong with a query, in words for the person who wrote it. */
public class InvalidQuery extends RuntimeException {

    public InvalidQuery(String message) {
        super(message);
    }
}
