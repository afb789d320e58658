package tocsin.installer.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How much of what a database holds, of all and of each organization.
 *
 * @param counts by the name of what is counted, a tab, and the organization, which is empty for all
 */
record Census(Map<String, Long> counts) {

    /** One snapshot of all, as the owner's door or as whoever is above row-level security. */
    static final String SQL = """
            begin isolation level repeatable read read only;
            select set_config('tocsin.door', 'open', true) is null;
            select 'organizations', '', count(*) from organization
            union all select 'people', '', count(*) from user_account
            union all select 'projects', coalesce(tenant_id, ''), count(*) from project group by rollup (tenant_id)
            union all select 'issues', coalesce(tenant_id, ''), count(*) from issue group by rollup (tenant_id)
            union all select 'events', coalesce(tenant_id, ''), count(*) from event group by rollup (tenant_id)
            union all select 'attachments', coalesce(tenant_id, ''), count(*) from attachment group by rollup (tenant_id)
            union all select 'attachment bytes', coalesce(tenant_id, ''), coalesce(sum(size), 0)
                from attachment group by rollup (tenant_id)
            union all select 'feedback', coalesce(tenant_id, ''), count(*) from feedback group by rollup (tenant_id)
            union all select 'database bytes', '', pg_database_size(current_database())
            union all select 'schema', schema_version(), 0;
            commit;
            """;

    /** The attachments whose bytes are not what their checksums say. */
    static final String DAMAGED_ATTACHMENTS = """
            select set_config('tocsin.door', 'open', false) is null;
            select count(*) from attachment a
            cross join lateral (
                select coalesce(sha256(string_agg(c.bytes, ''::bytea order by c.number)), sha256(''::bytea)) as found
                from attachment_chunk c
                where c.tenant_id = a.tenant_id and c.attachment_id = a.attachment_id) kept
            where kept.found <> a.sha256;
            """;

    private static final String SCHEMA = "schema\t";
    private static final String BYTES = "database bytes\t";

    /** From the answer to {@link #SQL}. */
    static Census of(String answer) {
        var counts = new TreeMap<String, Long>();
        answer.lines()
                .map(line -> line.split("\\|", -1))
                .filter(fields -> fields.length == 3)
                .forEach(fields -> {
                    counts.put(fields[0] + "\t" + fields[1], Long.parseLong(fields[2]));
                });
        return new Census(counts);
    }

    /** The newest script of the schema. */
    String schema() {
        return counts.keySet().stream()
                .filter(name -> name.startsWith(SCHEMA))
                .findFirst()
                .map(name -> name.substring(SCHEMA.length()))
                .orElse("");
    }

    /** What the database takes on disk. */
    long bytes() {
        return count(BYTES);
    }

    /** Of all organizations. */
    Map<String, Long> totals() {
        var totals = new TreeMap<String, Long>();
        counts.forEach((name, count) -> {
            if (name.endsWith("\t") && !name.equals(BYTES)) {
                totals.put(name.strip(), count);
            }
        });
        return totals;
    }

    /**
     * A database that is copied while it works is copied as it was at a moment between the two.
     *
     * @param before as it was before the copy was begun
     * @param after as it was when the copy was ended
     */
    record Range(Census before, Census after) {

        List<String> lines() {
            return names().stream()
                    .filter(name -> !name.startsWith(SCHEMA))
                    .map(name -> name + "\t" + before.count(name) + "\t" + after.count(name))
                    .toList();
        }

        static Range parse(List<String> lines) {
            var before = new TreeMap<String, Long>();
            var after = new TreeMap<String, Long>();
            lines.stream().map(line -> line.split("\t", -1)).forEach(words -> {
                before.put(words[0] + "\t" + words[1], Long.parseLong(words[2]));
                after.put(words[0] + "\t" + words[1], Long.parseLong(words[3]));
            });
            return new Range(new Census(before), new Census(after));
        }

        /** What of it is missing in a database that was restored: more than there was at either end. */
        List<String> missing(Census restored) {
            var missing = new ArrayList<String>();
            for (var name : names()) {
                var least = Math.min(before.count(name), after.count(name));
                if (!name.startsWith(SCHEMA) && !name.equals(BYTES) && restored.count(name) < least) {
                    missing.add(name.replace("\t", " ").strip() + ": " + restored.count(name) + " of " + least);
                }
            }
            return missing;
        }

        private TreeSet<String> names() {
            var names = new TreeSet<>(before.counts.keySet());
            names.addAll(after.counts.keySet());
            return names;
        }
    }

    private long count(String name) {
        return counts.getOrDefault(name, 0L);
    }
}
