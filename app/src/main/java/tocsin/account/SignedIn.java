package tocsin.account;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Every known person may call this resource method: it concerns the person, not an organization. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SignedIn {

    /** Why no scope is needed. */
    String value();

    /** True for what only administrators of the whole instance may do; a token needs {@code instance:admin} for it. */
    boolean instanceAdmin() default false;

    /** True for what people may do before they have chosen a password of their own. */
    boolean withTemporaryPassword() default false;
}
