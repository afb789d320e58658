package tocsin.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.RequestScoped;
import java.util.Set;

/** How this browser wants its pages; kept in cookies, so that the first byte is already right and nothing flashes. */
@RequestScoped
class Preferences {

    private static final Set<String> THEMES = Set.of("light", "dark");

    private final CurrentVertxRequest request;

    Preferences(CurrentVertxRequest request) {
        this.request = request;
    }

    /** {@code light}, {@code dark}, or {@code system} when the browser's own setting decides. */
    String theme() {
        var theme = cookie("theme");
        return THEMES.contains(theme) ? theme : "system";
    }

    /** True when the rail shows icons only. */
    boolean folded() {
        return cookie("rail").equals("folded");
    }

    private String cookie(String name) {
        var current = request.getCurrent();
        var cookie = current == null ? null : current.request().getCookie(name);
        return cookie == null ? "" : cookie.getValue();
    }
}
