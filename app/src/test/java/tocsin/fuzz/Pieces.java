package tocsin.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Streams that bring the same bytes, as networks do: whole, or in pieces. */
public final class Pieces {

    private Pieces() {}

    public static InputStream whole(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    /** Never more than {@code most} bytes at a time. */
    public static InputStream of(byte[] bytes, int most) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, most));
            }
        };
    }

    /** Where a target takes a choice and then bytes. */
    public static byte[] behind(int choice, byte[] bytes) {
        var input = new byte[bytes.length + 1];
        input[0] = (byte) choice;
        System.arraycopy(bytes, 0, input, 1, bytes.length);
        return input;
    }
}
