package tocsin.web;

/** How a page says what went wrong, and what to do about it. */
record ErrorWords(String title, String detail) {

    static ErrorWords of(int status) {
        return switch (status) {
            case 400 ->
                new ErrorWords("That did not make sense", "Something in the address or the form was not as expected.");
            case 401 -> new ErrorWords("Log in first", "This page is for people who are logged in.");
            case 403 ->
                new ErrorWords(
                        "Your role does not allow this",
                        "You can see this organization, but not do this. Ask one of its owners or managers.");
            case 410 -> new ErrorWords("This is gone", "It was here, and its time is over.");
            case 404 ->
                new ErrorWords(
                        "There is nothing here",
                        "It was moved or deleted, the address has a slip in it, or it belongs to somebody else.");
            case 405 -> new ErrorWords("That cannot be done here", "This address answers, but not to this.");
            case 409 ->
                new ErrorWords(
                        "Somebody was faster",
                        "It changed in the meantime. Load the page again and have another look.");
            case 413 -> new ErrorWords("That is too large", "Send less at once.");
            case 429 -> new ErrorWords("Too many at once", "Wait a moment, then try again.");
            case 503 ->
                new ErrorWords(
                        "Not ready yet",
                        "The server is starting, stopping, or waiting for its database. Try again soon.");
            default ->
                status < 500
                        ? new ErrorWords("That did not work", "The request was not accepted.")
                        : new ErrorWords(
                                "Something broke, and it is our fault",
                                "It is logged. Try again; if it stays, tell whoever runs this server.");
        };
    }
}
