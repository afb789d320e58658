package tocsin.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThumbnailTest {

    @ParameterizedTest
    @EnumSource
    void everyKindIsDrawnSmallAndLooksTheSame(Drawings.Kind kind) throws Undrawable {
        var picture = Drawings.of(kind, 1170, 2532);

        var small = Drawings.read(Thumbnail.of(picture));

        assertThat(small.getHeight()).isBetween(300, 320);
        assertThat(small.getWidth()).isBetween(140, 148);
        assertThat(difference(Drawings.read(picture), small)).isLessThan(3);
    }

    @Test
    void aSmallPictureStaysAsLargeAsItIs() throws Undrawable {
        var picture = Drawings.of(Drawings.Kind.PNG_WITH_OPACITY, 100, 40);

        var small = Drawings.read(Thumbnail.of(picture));

        assertThat(difference(Drawings.read(picture), small)).isZero();
        assertThat(small.getWidth()).isEqualTo(100);
    }

    @Test
    void whatIsTransparentStaysTransparent() throws Undrawable {
        var clear = Base64.getDecoder().decode("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

        assertThat(Drawings.read(Thumbnail.of(clear)).getRGB(0, 0) >>> 24).isZero();
    }

    /** Its first bytes alone say that it is large: nothing of it is unpacked. */
    @Test
    void aPictureOfTooManyPixelsIsNotRead() {
        var bomb = Drawings.of(Drawings.Kind.PNG, 10, 10);
        ByteBuffer.wrap(bomb).putInt(16, 100_000).putInt(20, 100_000);

        assertThatThrownBy(() -> Thumbnail.of(bomb))
                .isInstanceOf(Undrawable.class)
                .hasMessage("it has more than 50 million pixels");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutOffIsDrawnAsFarAsItGoesOrNotAtAll(Drawings.Kind kind) throws Undrawable {
        var picture = Drawings.of(kind, 400, 300);
        var some = Arrays.copyOf(picture, picture.length * 2 / 3);

        try {
            assertThat(Drawings.read(Thumbnail.of(some)).getHeight()).isBetween(37, 240);
        } catch (Undrawable e) {
            assertThat(e).hasMessageStartingWith("it is");
        }
        assertThatThrownBy(() -> Thumbnail.of(Arrays.copyOf(picture, 15))).isInstanceOf(Undrawable.class);
    }

    @Test
    void whatIsNoPictureIsNone() {
        assertThatThrownBy(() -> Thumbnail.of("<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Undrawable.class);
    }

    /** Who repeats a scan would keep us busy for as long as they like with a small file. */
    @Test
    void aScanIsReadOnce() {
        var jpeg = Drawings.of(Drawings.Kind.JPEG, 64, 64);
        var scan = start(jpeg);
        var twice = ByteBuffer.allocate(jpeg.length + jpeg.length - scan)
                .put(jpeg, 0, jpeg.length - 2)
                .put(jpeg, scan, jpeg.length - scan)
                .array();

        assertThatThrownBy(() -> Thumbnail.of(twice)).isInstanceOf(Undrawable.class);
    }

    private static int start(byte[] jpeg) {
        for (var at = 0; at < jpeg.length; at++) {
            if (jpeg[at] == (byte) 0xff && jpeg[at + 1] == (byte) 0xda) {
                return at;
            }
        }
        throw new AssertionError("no scan");
    }

    /** How far the colours are apart in the mean: what a cell shows is the mean of its part of the whole. */
    private static double difference(BufferedImage whole, BufferedImage small) {
        var sum = 0.0;
        for (var y = 0; y < small.getHeight(); y++) {
            for (var x = 0; x < small.getWidth(); x++) {
                for (var shift = 0; shift < 24; shift += 8) {
                    sum += Math.abs(mean(whole, small, x, y, shift) - (small.getRGB(x, y) >> shift & 255));
                }
            }
        }
        return sum / 3 / small.getWidth() / small.getHeight();
    }

    private static double mean(BufferedImage whole, BufferedImage small, int x, int y, int shift) {
        var sum = 0L;
        var count = 0;
        for (var line = y * whole.getHeight() / small.getHeight();
                line < (y + 1) * whole.getHeight() / small.getHeight();
                line++) {
            for (var column = x * whole.getWidth() / small.getWidth();
                    column < (x + 1) * whole.getWidth() / small.getWidth();
                    column++) {
                sum += whole.getRGB(column, line) >> shift & 255;
                count++;
            }
        }
        return (double) sum / count;
    }
}
