package tocsin.sentry;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what passes and refuses with {@link TooLarge} as soon as it is too much, so that no bomb gets into memory. */
public final class LimitedInputStream extends FilterInputStream {

    private final String what;
    private final long limit;
    private long count;

    /** @param what names the thing in the message, such as {@code envelope} */
    public LimitedInputStream(InputStream in, String what, long limit) {
        super(in);
        this.what = what;
        this.limit = limit;
    }

    /** Bytes read so far. */
    public long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        var value = in.read();
        if (value >= 0) {
            counted(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return (int) counted(in.read(buffer, offset, length));
    }

    @Override
    public long skip(long wanted) throws IOException {
        return counted(in.skip(wanted));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private long counted(long more) throws TooLarge {
        count += Math.max(more, 0);
        if (count > limit) {
            throw new TooLarge(what, limit);
        }
        return more;
    }
}
