package tocsin.installer.install;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The proxy's configuration on a host: as it is shipped, or in a fleet with its servers in the place of the host's own. */
public record ProxyConfiguration(String shipped, Fleet fleet) {

    private static final Pattern SERVER = Pattern.compile("(?m)^( +server \\S+) 127\\.0\\.0\\.1(:.*\\R)");

    /** With both colours of each application host. */
    public String text() {
        return fleet.applications().isEmpty()
                ? shipped
                : SERVER.matcher(shipped).replaceAll(own -> fleet.applications().stream()
                        .map(address -> own.group(1) + "-" + address + " " + address + own.group(2))
                        .collect(Collectors.joining()));
    }
}
