package tocsin.account;

/**
 * Who is there, as far as rights and pages need to know.
 *
 * @param temporaryPassword true until the person has chosen a password of their own
 */
public record Person(
        long id, String email, String name, boolean instanceAdmin, String theme, boolean temporaryPassword) {}
