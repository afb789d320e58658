package tocsin.installer.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom a file belongs to: an account of the host, which may be another one than of the system that tocsinctl runs on.
 *
 * @param name empty when it does not matter
 */
public record Owner(Host host, String name) {

    static final Owner NOBODY_IN_PARTICULAR = new Owner(new Host(Path.of("/")), "");

    /** The account's number, once it is there. */
    public Optional<Integer> number() {
        return field(2);
    }

    /** The number of the account's group. */
    public Optional<Integer> group() {
        return field(3);
    }

    private Optional<Integer> field(int index) {
        try {
            var accounts = host.at("/etc/passwd");
            return Files.exists(accounts)
                    ? Files.readAllLines(accounts).stream()
                            .map(line -> line.split(":"))
                            .filter(fields -> fields[0].equals(name))
                            .map(fields -> Integer.valueOf(fields[index]))
                            .findFirst()
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** True also where it cannot be arranged, because only root may give files away. */
    boolean owns(Path path) throws IOException {
        return name.isEmpty()
                || !Processes.isRoot()
                || number().filter(wanted -> isOf(path, wanted)).isPresent();
    }

    void take(Path path) throws IOException {
        if (!name.isEmpty() && Processes.isRoot()) {
            var number = number().orElseThrow(() -> new IOException("there is no account " + name));
            Files.setAttribute(path, "unix:uid", number, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", group().orElseThrow(), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static boolean isOf(Path path, int wanted) {
        try {
            return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                    .equals(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
