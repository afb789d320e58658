package tocsin.account;

/** Who is there, as far as rights and pages need to know. */
public record Person(long id, String email, String name, boolean instanceAdmin, String theme) {}
