package tocsin.command;

/** One thing that was looked at, and what to do where it is not as it should be. */
record Finding(Result result, String subject, String detail) {

    enum Result {
        GOOD,
        WARNING,
        BAD
    }

    static Finding good(String subject, String detail) {
        return new Finding(Result.GOOD, subject, detail);
    }

    static Finding warning(String subject, String detail) {
        return new Finding(Result.WARNING, subject, detail);
    }

    static Finding bad(String subject, String detail) {
        return new Finding(Result.BAD, subject, detail);
    }
}
