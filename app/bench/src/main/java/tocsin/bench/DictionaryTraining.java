package tocsin.bench;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.event.Payload;
import tocsin.grouping.Grouping;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;

/**
 * Makes the text that payloads are compressed with, of every second of the real events, and tells by the others what it
 * is worth. Once a release has stored payloads with a text, another text needs a new name and a new payload format.
 */
final class DictionaryTraining {

    private static final Path TEXT = Path.of("app/src/main/resources/tocsin/event/payload-1.dictionary");
    private static final int SIZE = 32 * 1024;
    private static final int LEVEL = 3;

    /** A trained dictionary ends its tables with the distances that are likely at first, and then comes the text. */
    private static final byte[] END_OF_TABLES = {1, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0};

    private DictionaryTraining() {}

    static Map<String, Object> run() throws IOException {
        List<byte[]> learned = new ArrayList<>();
        List<byte[]> others = new ArrayList<>();
        for (var json : Corpus.read(Options.CORPUS).jsons()) {
            var event = EventParser.parse(json, Received.at(Instant.now()));
            var into = learned.size() > others.size() ? others : learned;
            into.add(Payload.json(event, Grouping.of(event)));
        }
        var trainer = new ZstdDictTrainer(
                learned.stream().mapToInt(json -> json.length).sum(), SIZE);
        learned.forEach(trainer::addSample);
        var text = withoutTables(trainer.trainSamples());
        Files.createDirectories(TEXT.getParent());
        Files.write(TEXT, text);
        var table = new LinkedHashMap<String, Object>();
        table.put("dictionary", text.length + " B");
        table.put("others, plain", meanSize(others) + " B");
        table.put("others, without", meanSize(packed(others, new byte[0])) + " B");
        table.put("others, with", meanSize(packed(others, text)) + " B");
        return table;
    }

    private static byte[] withoutTables(byte[] dictionary) {
        for (var at = 0; at < dictionary.length - END_OF_TABLES.length; at++) {
            var end = at + END_OF_TABLES.length;
            if (Arrays.equals(dictionary, at, end, END_OF_TABLES, 0, END_OF_TABLES.length)) {
                return Arrays.copyOfRange(dictionary, end, dictionary.length);
            }
        }
        throw new IllegalStateException("a dictionary without tables");
    }

    private static List<byte[]> packed(List<byte[]> jsons, byte[] text) {
        try (var context =
                new ZstdCompressCtx().setLevel(LEVEL).setChecksum(false).loadDict(text)) {
            return jsons.stream().map(context::compress).toList();
        }
    }

    private static long meanSize(List<byte[]> all) {
        return Math.round(all.stream().mapToInt(each -> each.length).average().orElseThrow());
    }
}
