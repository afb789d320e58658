package tocsin.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import jakarta.enterprise.context.RequestScoped;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A sentence for the next page. It travels in a cookie, so that it survives a redirect and needs no session. */
@RequestScoped
class Flash {

    private static final String NAME = "flash";
    private static final int LONGEST = 300;

    private final CurrentVertxRequest request;
    private final List<String> said = new ArrayList<>();

    Flash(CurrentVertxRequest request) {
        this.request = request;
    }

    void say(String text) {
        said.add(text);
        keep(text.substring(0, Math.min(text.length(), LONGEST)), 60);
    }

    /** Everything said now or on the page before; it is gone afterwards. */
    List<String> take() {
        var all = new ArrayList<String>();
        var context = request.getCurrent();
        if (context != null) {
            var cookie = context.request().getCookie(NAME);
            if (cookie != null && said.isEmpty() && !cookie.getValue().isEmpty()) {
                all.add(decoded(cookie.getValue()));
            }
            if (cookie != null || !said.isEmpty()) {
                keep("", 0);
            }
        }
        all.addAll(said);
        said.clear();
        return all;
    }

    private void keep(String text, long seconds) {
        var context = request.getCurrent();
        if (context != null) {
            context.response()
                    .addCookie(Cookie.cookie(NAME, URLEncoder.encode(text, StandardCharsets.UTF_8))
                            .setPath("/")
                            .setHttpOnly(true)
                            .setSameSite(CookieSameSite.LAX)
                            .setMaxAge(seconds));
        }
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException foreign) {
            return "";
        }
    }
}
