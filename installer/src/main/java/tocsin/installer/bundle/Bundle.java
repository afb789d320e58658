package tocsin.installer.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Refusal;

/** A directory with everything that is installed, or what became of it at {@code /opt/tocsin/releases}. */
public record Bundle(Path directory) {

    private static final String MANIFEST = "MANIFEST";
    private static final String MANIFEST_SIGNATURE = "MANIFEST.sig";
    private static final String KEY = "keys/release.pem";
    private static final String KEY_SIGNATURE = "keys/release.pem.sig";
    private static final Set<String> UNLISTED = Set.of(MANIFEST, MANIFEST_SIGNATURE, KEY, KEY_SIGNATURE);
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([0-9A-Za-z.-]{1,40})\"");
    private static final String ANEW = "Do not install it. Get the bundle anew, from where you trust it.";

    public Bundle {
        directory = behindLinks(directory.toAbsolutePath().normalize());
        if (!Files.isRegularFile(directory.resolve(MANIFEST))) {
            throw new Refusal(
                    Code.E201,
                    "no bundle at " + directory + ": it has no MANIFEST",
                    "Name the directory that the bundle was unpacked to.");
        }
    }

    /** The installed release is known by a link, and a walk does not follow the link that it begins at. */
    private static Path behindLinks(Path directory) {
        try {
            return Files.exists(directory) ? directory.toRealPath() : directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bundle that this executable lies in, as {@code bin/tocsinctl}. */
    public static Bundle around(Path executable) {
        return new Bundle(executable.toAbsolutePath().normalize().getParent().getParent());
    }

    /** Everything that is wrong with it; a manifest that nobody signed is not looked into. */
    public List<Finding> findings(Key root) {
        var releaseKey = Key.parse(text(KEY), "of the release");
        if (!root.hasSigned(bytes(KEY), bytes(KEY_SIGNATURE))) {
            return List.of(Finding.error(Code.E202, "the release key is not signed by the root", ANEW));
        }
        if (!releaseKey.hasSigned(bytes(MANIFEST), bytes(MANIFEST_SIGNATURE))) {
            return List.of(Finding.error(Code.E203, "the manifest is not signed by the release key", ANEW));
        }
        return contentFindings();
    }

    /** What every file must be, as far as the manifest can be believed. */
    public Manifest manifest() {
        return Manifest.parse(text(MANIFEST));
    }

    /** All files below, but for the manifest and the keys that vouch for it. */
    public Set<String> files() {
        try (var walk = Files.walk(directory)) {
            var files = new TreeSet<String>();
            walk.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> directory.relativize(path).toString())
                    .filter(path -> !UNLISTED.contains(path))
                    .forEach(files::add);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of one of its files. */
    public String read(String path) {
        return text(path);
    }

    /** The release that it holds, as it says itself. */
    public String version() {
        var matcher = VERSION.matcher(text("release.json"));
        if (!matcher.find()) {
            throw new Refusal(Code.E207, "release.json does not say which release this is", ANEW);
        }
        return matcher.group(1);
    }

    /** Whether the other directory holds the same, unharmed. */
    public boolean isAlsoAt(Path other) {
        return Files.isRegularFile(other.resolve(MANIFEST))
                && new Bundle(other).text(MANIFEST).equals(text(MANIFEST))
                && new Bundle(other).contentFindings().isEmpty();
    }

    private List<Finding> contentFindings() {
        var findings = new ArrayList<Finding>();
        var files = files();
        manifest().entries().forEach((path, expected) -> {
            if (UNLISTED.contains(path)) {
                return;
            }
            if (!files.contains(path)) {
                findings.add(Finding.error(Code.E205, path + " is missing", ANEW));
                return;
            }
            var actual = Manifest.Entry.of(directory.resolve(path));
            if (!actual.digest().equals(expected.digest())) {
                findings.add(Finding.error(Code.E204, path + " has another content than was signed", ANEW));
            } else if (!actual.mode().equals(expected.mode())) {
                findings.add(Finding.error(
                        Code.E204, path + " has mode " + actual.mode() + " and not " + expected.mode(), ANEW));
            }
        });
        files.removeAll(manifest().entries().keySet());
        files.forEach(path -> findings.add(Finding.error(Code.E206, path + " is not in the manifest", ANEW)));
        return findings;
    }

    private String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String path) {
        try {
            return Files.readAllBytes(directory.resolve(path));
        } catch (IOException e) {
            throw new Refusal(Code.E205, path + " is missing or cannot be read", ANEW, e);
        }
    }
}
