package tocsin.regroup;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that go together: of the own frames, of all frames, of an older version.
 *
 * @param key the one that the others follow
 * @param events how many of the newest events came by them
 * @param newest the id of the last of these; null when there is none
 * @param home the issue that they belonged to before any merge
 */
@TemplateData
public record KeyFamily(String key, int keys, long events, String newest, Instant last, long home) {

    /** As one reads it out. */
    public String name() {
        return key.substring(0, 16);
    }

    /** How many go with it. */
    public int others() {
        return keys - 1;
    }

    static List<KeyFamily> of(List<KeyRow> rows, Map<Long, KeySql.Count> counts) {
        var byHash = new HashMap<Long, KeyRow>();
        rows.forEach(row -> byHash.put(row.hash(), row));
        var families = new LinkedHashMap<KeyRow, List<KeyRow>>();
        rows.forEach(row -> families.computeIfAbsent(root(row, byHash), r -> new ArrayList<>())
                .add(row));
        return families.entrySet().stream()
                .map(family -> of(family.getKey(), family.getValue(), counts))
                .sorted(Comparator.comparingLong(KeyFamily::events).reversed().thenComparing(KeyFamily::key))
                .toList();
    }

    private static KeyRow root(KeyRow row, Map<Long, KeyRow> byHash) {
        var root = row;
        // Two steps lead from any key to the one that it follows; the others keep a ring from holding us.
        for (var steps = 0; steps < 4 && root.follows() != null && byHash.containsKey(root.follows()); steps++) {
            root = byHash.get(root.follows());
        }
        return root;
    }

    private static KeyFamily of(KeyRow root, List<KeyRow> members, Map<Long, KeySql.Count> counts) {
        var events = 0L;
        KeySql.Count newest = null;
        for (var member : members) {
            var count = counts.get(member.hash());
            if (count != null) {
                events += count.events();
                newest = newest == null || count.last().isAfter(newest.last()) ? count : newest;
            }
        }
        return new KeyFamily(
                root.hex(),
                members.size(),
                events,
                newest == null ? null : newest.newest(),
                newest == null ? null : newest.last(),
                root.home());
    }
}
