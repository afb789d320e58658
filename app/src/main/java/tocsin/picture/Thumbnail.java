package tocsin.picture;

/** A picture made small: at most 320 pixels wide and high, as a PNG that we wrote ourselves. Nothing of AWT is used. */
public final class Thumbnail {

    private Thumbnail() {}

    /** Of a PNG, a JPEG or the first picture of a GIF. */
    public static byte[] of(byte[] picture) throws Undrawable {
        var type = Picture.type(picture).orElseThrow(() -> new Undrawable("it is none that is known"));
        return PngEncoder.encode(
                switch (type) {
                    case "image/png" -> PngDecoder.decode(picture);
                    case "image/jpeg" -> JpegDecoder.decode(picture);
                    case "image/gif" -> GifDecoder.decode(picture);
                    default -> throw new Undrawable("pictures of type " + type + " are not read");
                });
    }
}
