package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import tocsin.fuzz.FuzzTarget;
import tocsin.fuzz.Pieces;

/** The first byte chooses JSON or protobuf. Records are never more than bytes, and what is no export is a {@link MalformedEvent}. */
public final class OtlpFuzz implements FuzzTarget {

    @Override
    public void check(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        var body = Arrays.copyOfRange(input, 1, input.length);
        try {
            var records = input[0] % 2 == 0 ? OtlpRecords.inJson(body) : OtlpRecords.inProtobuf(body);
            if (records < 0 || records > body.length) {
                throw new AssertionError(records + " records");
            }
        } catch (MalformedEvent expected) {
            // As it should be
        }
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Pieces.behind(
                        0,
                        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"attributes\":[{\"key\":\"spans\",\"value\":{}}]},{}]}]}]}"
                                .getBytes(UTF_8)),
                Pieces.behind(
                        0, "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[1,\"x\",null]}]}]}".getBytes(UTF_8)),
                Pieces.behind(1, HexFormat.of().parseHex("0a06120412001200")),
                Pieces.behind(1, HexFormat.of().parseHex("080109ffffffffffffffff0dffffffff0a0412021200")));
    }
}
