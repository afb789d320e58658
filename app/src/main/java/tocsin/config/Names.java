package tocsin.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The {@code TOCSIN_*} names of an environment: which are ours, and which one a wrong one was meant to be. */
public final class Names {

    private static final String OURS = "TOCSIN_";

    /** Kubernetes describes a service called "tocsin" to every pod beside it under names that look like ours. */
    private static final Pattern FROM_KUBERNETES =
            Pattern.compile("TOCSIN_(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)");

    /** Those of the tests, which start servers with their own environment. */
    private static final Pattern OF_THE_BUILD = Pattern.compile("TOCSIN_(E2E_.*|CHROMIUM)");

    private Names() {}

    /** A sentence for each name that looks like ours and is not. */
    public static List<String> problems(Collection<String> names) {
        return names.stream()
                .filter(name -> name.startsWith(OURS))
                .filter(name -> !isKnown(name))
                .filter(name -> !FROM_KUBERNETES.matcher(name).matches())
                .filter(name -> !OF_THE_BUILD.matcher(name).matches())
                .sorted()
                .map(name -> name + " is no option of Tocsin. Did you mean " + nearest(name)
                        + "? All of them: tocsin config")
                .toList();
    }

    static boolean isFromKubernetes(Option option, String value) {
        return option == Option.PORT && value.toLowerCase(Locale.ROOT).startsWith("tcp://");
    }

    private static boolean isKnown(String name) {
        return Arrays.stream(Option.values())
                .anyMatch(option -> option.environmentName().equals(name));
    }

    private static String nearest(String name) {
        return Arrays.stream(Option.values())
                .map(Option::environmentName)
                .min(Comparator.comparingInt(known -> distance(name, known)))
                .orElseThrow();
    }

    /** How many letters must be put in, taken out or changed. */
    private static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
