package tocsin.installer.backup;

import java.io.IOException;
import java.io.OutputStream;
import javax.crypto.Cipher;

/** Encrypts in pieces, each with a number, and the last one known as such: nothing can be cut off or put elsewhere. */
final class SealedOutput extends OutputStream {

    static final int PIECE = 1 << 16;
    static final int TAG = 16;

    private final byte[] key;
    private final OutputStream out;
    private final byte[] piece = new byte[PIECE];
    private int length;
    private long number;
    private boolean closed;

    SealedOutput(byte[] key, OutputStream out) {
        this.key = key;
        this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        int from = offset;
        for (int rest = count; rest > 0; ) {
            // A full piece waits until it is known not to be the last one.
            if (length == PIECE) {
                seal(false);
            }
            var part = Math.min(rest, PIECE - length);
            System.arraycopy(bytes, from, piece, length, part);
            length += part;
            from += part;
            rest -= part;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            seal(true);
            out.flush();
        }
    }

    private void seal(boolean last) throws IOException {
        var cipher = AgeKeys.cipher(Cipher.ENCRYPT_MODE, key, nonce(number++, last));
        out.write(AgeKeys.demand(() -> cipher.doFinal(piece, 0, length)));
        length = 0;
    }

    static byte[] nonce(long number, boolean last) {
        var nonce = new byte[12];
        for (int i = 0; i < 8; i++) {
            nonce[10 - i] = (byte) (number >>> 8 * i);
        }
        nonce[11] = (byte) (last ? 1 : 0);
        return nonce;
    }
}
