package tocsin.installer.install;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The other hosts of an installation that has more than one, by their addresses in a network of their own.
 *
 * @param listen this host's address, on which the others reach its database and its server; empty when they need not
 * @param applications whose servers the database lets in and the proxy sends requests to
 * @param proxies whose word on where a request came from the servers believe
 */
public record Fleet(String listen, List<String> applications, List<String> proxies) {

    public static final Fleet NONE = new Fleet("", List.of(), List.of());

    /** Only what there is, so that one host alone has nothing of it. */
    Map<String, String> asParameters() {
        var parameters = new TreeMap<String, String>();
        parameters.put("listen", listen);
        parameters.put("applications", String.join(",", applications));
        parameters.put("proxies", String.join(",", proxies));
        parameters.values().removeIf(String::isEmpty);
        return parameters;
    }

    /** What is no address, of all that are named: a name may be looked up to one thing today and another tomorrow. */
    public List<String> notAddresses() {
        var all = new ArrayList<>(applications);
        all.addAll(proxies);
        if (!listen.isEmpty()) {
            all.add(listen);
        }
        return all.stream().filter(text -> !isAddress(text)).toList();
    }

    /** Without what was left empty. */
    public static List<String> list(String text) {
        return List.of(text.split(",")).stream()
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
