package tocsin.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;

/** How what was written gets onto the disk, where a power cut leaves it alone. */
@FunctionalInterface
public interface Sync {

    /** As the operating system promises it. */
    Sync DISK = FileChannel::force;

    /**
     * Returns when it is there.
     *
     * @param names whether more than bytes was written: a directory's entries
     */
    void force(FileChannel written, boolean names) throws IOException;
}
