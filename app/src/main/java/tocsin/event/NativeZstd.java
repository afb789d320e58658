package tocsin.event;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.util.Native;
import java.io.File;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The Zstandard library written in C: several times as fast as the one written in Java. */
final class NativeZstd {

    private static final Logger LOG = Logger.getLogger(NativeZstd.class);
    private static final int LEVEL = 3;

    /** Null where the library cannot be loaded; even to touch its classes fails there. */
    private static final ZstdDictCompress DICTIONARY = load();

    private NativeZstd() {}

    static boolean isLoaded() {
        return DICTIONARY != null;
    }

    /** Compresses with {@link Dictionary#FIRST}; to be closed, as its memory is not Java's. */
    static ZstdCompressCtx context() {
        return new ZstdCompressCtx().setLevel(LEVEL).setChecksum(false).loadDict(DICTIONARY);
    }

    private static ZstdDictCompress load() {
        // From where nothing may be executed, as many hosts mount /tmp, no library can be loaded
        var folders = Stream.of(
                System.getProperty("java.io.tmpdir"),
                System.getenv("XDG_CACHE_HOME"),
                Path.of(System.getProperty("user.home", "."), ".cache").toString());
        var failures = new StringBuilder();
        for (var folder : (Iterable<String>) folders.filter(name -> name != null && !name.isBlank())::iterator) {
            try {
                Native.load(new File(folder));
                return new ZstdDictCompress(Dictionary.FIRST.text(), LEVEL);
            } catch (LinkageError e) {
                failures.append("; ").append(e.getMessage());
            }
        }
        LOG.warnf("Events are compressed more slowly, as no folder serves to load a library from%s", failures);
        return null;
    }
}
