package tocsin.sentry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import tocsin.fuzz.FuzzTarget;

/** The old endpoint's body is JSON, packed JSON, a {@link MalformedEvent} or {@link TooLarge}; nothing else. */
public final class StoreFuzz implements FuzzTarget {

    @Override
    public void check(byte[] input) throws IOException {
        try {
            if (StoreBody.json(input).length > EnvelopeParser.MAX_EVENT_BYTES) {
                throw new AssertionError("more than an event may be");
            }
        } catch (MalformedEvent | TooLarge expected) {
            // As it should be
        }
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        var seeds = new ArrayList<byte[]>();
        for (var sample : RealEvents.all()) {
            var zipped = new ByteArrayOutputStream();
            try (var out = new DeflaterOutputStream(zipped)) {
                out.write(sample.json());
            }
            var packed = Base64.getEncoder().encode(zipped.toByteArray());
            if (packed.length <= longest()) {
                seeds.add(packed);
            }
        }
        return seeds;
    }
}
