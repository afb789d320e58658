package tocsin.account;

import java.util.List;

/** Every route of a resource method, for tests that ask at all of them. */
public final class ServedRoutes {

    private ServedRoutes() {}

    /** One way in, with something in place of each parameter. */
    public record Served(String verb, String path) {}

    public static List<Served> all() {
        return Routes.all().stream()
                .map(route -> new Served(route.verb(), route.filled(name -> "1")))
                .toList();
    }
}
