package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tocsin.fuzz.FuzzTarget;

/** Any bytes are a minidump or none; of each an event can be made, and that can be read. */
public final class MinidumpFuzz implements FuzzTarget {

    private static final byte[] SAID =
            "{\"fingerprint\":\"x\",\"contexts\":[],\"debug_meta\":{\"images\":5}}".getBytes(UTF_8);

    @Override
    public void check(byte[] input) throws IOException {
        try (var file = new Spill(EnvelopeParser.MAX_EVENT_BYTES)) {
            file.write(input);
            var dump = Minidump.read(file);
            if (dump.isPresent()) {
                EventParser.parse(MinidumpEvent.of(dump.get(), null), Received.at(Instant.EPOCH));
                EventParser.parse(
                        MinidumpEvent.of(dump.get(), input.length % 2 == 0 ? SAID : input), Received.at(Instant.EPOCH));
            }
        }
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        seeds.add(MinidumpTest.dump());
        var noCrash = MinidumpTest.dump();
        noCrash[44] = 99;
        seeds.add(noCrash);
        return seeds;
    }
}
