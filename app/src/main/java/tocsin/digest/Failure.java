package tocsin.digest;

import java.sql.SQLException;

/** What a failed transaction means for the batch. */
enum Failure {
    /** The database is away, overloaded or shutting down: nobody's fault in the batch. */
    AWAY,
    /** Somebody else was quicker, or deleted what we count on: the same batch can succeed at once. */
    RACE,
    /** Something in the batch itself. */
    DATA;

    /** By the class of the SQLSTATE (PostgreSQL, appendix A). */
    static Failure of(SQLException e) {
        var state = e.getSQLState() == null ? "08000" : e.getSQLState();
        return switch (state.substring(0, 2)) {
            case "08", "25", "28", "53", "57", "58" -> AWAY;
            case "40", "23", "55" -> RACE;
            case "42" -> state.equals("42P01") ? AWAY : DATA;
            default -> DATA;
        };
    }
}
