package tocsin.account;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response.Status;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** A change that the state of things does not allow, in words for the person who asked for it. */
public class Refused extends ClientErrorException {

    private final String field;

    public Refused(String field, String message) {
        super(message, Status.CONFLICT);
        this.field = field;
    }

    /** The name of the input that is to blame. */
    public String field() {
        return field;
    }

    /** Runs work whose flush may find a name taken, also by something that this person cannot see. */
    public static <T> T whenTaken(String field, String value, Supplier<T> work) {
        try {
            return work.get();
        } catch (ConstraintViolationException e) {
            if (e.getKind() == ConstraintViolationException.ConstraintKind.UNIQUE) {
                throw new Refused(field, "“" + value + "” is taken");
            }
            throw e;
        }
    }
}
