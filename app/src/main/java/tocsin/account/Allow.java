package tocsin.account;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call this resource method: whoever has the scope in the organization that the path's {@code {org}} names, or,
 * for API paths without it, in the token's own. A method without {@code @Allow}, {@link SignedIn} or {@link Open}
 * answers nobody.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allow {
    Scope value();
}
