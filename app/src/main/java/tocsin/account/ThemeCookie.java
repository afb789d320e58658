package tocsin.account;

import jakarta.ws.rs.core.NewCookie;
import java.util.Locale;

/** Tells each page, and its script, how this person wants pages to look. */
final class ThemeCookie {

    private ThemeCookie() {}

    static NewCookie of(User.Theme theme) {
        return new NewCookie.Builder("theme")
                .value(theme.name().toLowerCase(Locale.ROOT))
                .path("/")
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge(365 * 24 * 3600)
                .build();
    }
}
