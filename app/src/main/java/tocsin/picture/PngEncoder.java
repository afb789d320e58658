package tocsin.picture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes a canvas as PNG; without opacity where all of it is opaque. */
final class PngEncoder {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int FROM_THE_LEFT = 1;

    private PngEncoder() {}

    static byte[] encode(Canvas canvas) {
        var pixels = canvas.pixels();
        var parts = isOpaque(pixels) ? 3 : 4;
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            var head = new ByteArrayOutputStream();
            var data = new DataOutputStream(head);
            data.writeInt(canvas.width);
            data.writeInt(canvas.height);
            data.write(new byte[] {8, (byte) (parts == 3 ? 2 : 6), 0, 0, 0});
            chunk(out, "IHDR", head.toByteArray());
            chunk(out, "IDAT", lines(canvas, pixels, parts));
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes everything", e);
        }
        return bytes.toByteArray();
    }

    private static boolean isOpaque(byte[] pixels) {
        for (var at = 3; at < pixels.length; at += 4) {
            if (pixels[at] != (byte) 255) {
                return false;
            }
        }
        return true;
    }

    private static byte[] lines(Canvas canvas, byte[] pixels, int parts) throws IOException {
        var packed = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (var out = new DeflaterOutputStream(packed, deflater)) {
            for (var y = 0; y < canvas.height; y++) {
                out.write(FROM_THE_LEFT);
                for (var x = 0; x < canvas.width; x++) {
                    var at = (y * canvas.width + x) * 4;
                    for (var part = 0; part < parts; part++) {
                        out.write(pixels[at + part] - (x == 0 ? 0 : pixels[at + part - 4]));
                    }
                }
            }
        } finally {
            deflater.end();
        }
        return packed.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        var name = type.getBytes(StandardCharsets.US_ASCII);
        var sum = new CRC32();
        sum.update(name);
        sum.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) sum.getValue());
    }
}
