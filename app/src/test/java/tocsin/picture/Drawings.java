package tocsin.picture;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Pictures as others write them: the JDK's own writers, which the product itself does without. */
public final class Drawings {

    private Drawings() {}

    /** The kinds that SDKs, phones and people send. */
    public enum Kind {
        PNG("png", BufferedImage.TYPE_INT_RGB, false),
        PNG_WITH_OPACITY("png", BufferedImage.TYPE_INT_ARGB, false),
        PNG_INTERLACED("png", BufferedImage.TYPE_INT_RGB, true),
        PNG_OF_A_PALETTE("png", BufferedImage.TYPE_BYTE_INDEXED, false),
        PNG_BLACK_AND_WHITE("png", BufferedImage.TYPE_BYTE_BINARY, true),
        JPEG("jpeg", BufferedImage.TYPE_INT_RGB, false),
        JPEG_PROGRESSIVE("jpeg", BufferedImage.TYPE_INT_RGB, true),
        GIF("gif", BufferedImage.TYPE_BYTE_INDEXED, false),
        GIF_INTERLACED("gif", BufferedImage.TYPE_BYTE_INDEXED, true);

        private final String format;
        private final int colours;
        private final boolean inPasses;

        Kind(String format, int colours, boolean inPasses) {
            this.format = format;
            this.colours = colours;
            this.inPasses = inPasses;
        }
    }

    public static byte[] of(Kind kind, int width, int height) {
        var image = new BufferedImage(width, height, kind.colours);
        var pen = image.createGraphics();
        pen.setPaint(new GradientPaint(0, 0, Color.RED, width, height, Color.BLUE));
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.GREEN);
        pen.fillOval(width / 4, height / 4, width / 2, height / 3);
        pen.dispose();
        return write(kind, image);
    }

    /** As another program reads it. */
    static BufferedImage read(byte[] picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] write(Kind kind, BufferedImage image) {
        var writer = ImageIO.getImageWritersByFormatName(kind.format).next();
        var wanted = writer.getDefaultWriteParam();
        wanted.setProgressiveMode(kind.inPasses ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
