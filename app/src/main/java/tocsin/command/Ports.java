package tocsin.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import tocsin.config.Option;
import tocsin.config.Settings;

/** Which ports a server will have, known before it starts, because its public address may contain one. */
final class Ports {

    private Ports() {}

    /** Port 0 becomes one that is free; a port that is taken is refused now, in one sentence. */
    static Settings chosen(Settings settings) {
        return choose(
                choose(settings, Option.PORT, settings.host(), settings.port()),
                Option.MANAGEMENT_PORT,
                settings.managementHost(),
                settings.managementPort());
    }

    private static Settings choose(Settings settings, Option option, String host, int wanted) {
        try (var socket = new ServerSocket()) {
            // As the server itself will do it, which may start right after its predecessor.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, wanted));
            return wanted == 0
                    ? settings.with(option, String.valueOf(socket.getLocalPort()), "any free one")
                    : settings;
        } catch (IOException e) {
            throw new CommandRefused("Cannot listen on " + host + ":" + wanted + " (" + e.getMessage()
                    + "). Stop what listens" + " there, or choose another port with " + option.environmentName()
                    + "; 0 is any free one.");
        }
    }
}
