package tocsin.picture;

/** A picture of which no small one can be made; the message says why, to people. */
public class Undrawable extends Exception {

    private static final long serialVersionUID = 1;

    public Undrawable(String message) {
        // Nobody looks where: the bytes are to blame.
        super(message, null, false, false);
    }

    static Undrawable damaged() {
        return new Undrawable("it is damaged");
    }
}
