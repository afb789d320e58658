package tocsin.installer.backup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Decrypts what a {@link SealedOutput} wrote. */
final class SealedInput extends InputStream {

    private final byte[] key;
    private final InputStream in;
    private byte[] piece = new byte[0];
    private int position;
    private long number;
    private boolean ended;

    SealedInput(byte[] key, InputStream in) {
        this.key = key;
        this.in = new BufferedInputStream(in, SealedOutput.PIECE + SealedOutput.TAG + 1);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
        while (position == piece.length) {
            if (ended) {
                return -1;
            }
            open();
        }
        var part = Math.min(count, piece.length - position);
        System.arraycopy(piece, position, bytes, offset, part);
        position += part;
        return part;
    }

    private void open() throws IOException {
        var sealed = in.readNBytes(SealedOutput.PIECE + SealedOutput.TAG);
        in.mark(1);
        ended = in.read() < 0;
        if (!ended) {
            in.reset();
        }
        try {
            piece = AgeKeys.cipher(Cipher.DECRYPT_MODE, key, SealedOutput.nonce(number++, ended))
                    .doFinal(sealed);
            position = 0;
        } catch (GeneralSecurityException e) {
            throw new IOException("piece " + number + " of an encrypted file was changed, or the file is cut off", e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
