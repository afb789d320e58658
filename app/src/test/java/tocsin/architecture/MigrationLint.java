package tocsin.architecture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads migration scripts as text and tells what could let one tenant's rows touch another's. */
final class MigrationLint {

    private static final Pattern NAME = Pattern.compile("V\\d{3}__[a-z0-9_]+\\.sql");
    private static final Pattern TABLE =
            Pattern.compile("create\\s+table\\s+(?:if\\s+not\\s+exists\\s+)?(?:public\\.)?(\\w+)\\s*\\(");
    private static final Pattern GUARD = Pattern.compile("call\\s+tenant_table\\(\\s*'(\\w+)'");
    private static final Pattern PRIMARY_KEY = Pattern.compile("primary\\s+key\\s*\\(\\s*(\\w+)");
    private static final Pattern PRIMARY_COLUMN = Pattern.compile("(\\w+)\\s+[^,]*?primary\\s+key(?!\\s*\\()");
    private static final Pattern FOREIGN_KEY =
            Pattern.compile("foreign\\s+key\\s*\\(\\s*(\\w+)[^)]*\\)\\s*references\\s+(\\w+)");
    private static final Pattern REFERENCE = Pattern.compile("(\\w+)\\s+[^,()]*?\\breferences\\s+(\\w+)");

    private static final Pattern DEFINER =
            Pattern.compile("security\\s+definer(?!\\s+set search_path = pg_catalog, public, pg_temp\\b)");
    /** What is added to a table that is there: a column, or a key. */
    private static final Pattern ADDED = Pattern.compile("alter\\s+table\\s+(\\w+)([^;]*?\\badd\\b[^;]*);");

    private static final Pattern UNIQUE = Pattern.compile("\\bunique\\s*\\(\\s*(\\w+)");
    private static final Pattern UNIQUE_INDEX =
            Pattern.compile("create\\s+unique\\s+index\\s+\\w+\\s+on\\s+(\\w+)\\s*(?:using\\s+\\w+\\s*)?\\(\\s*(\\w+)");

    private final Set<String> global;
    private final Set<String> withoutPrimaryKey;
    private final List<String> findings = new ArrayList<>();
    private final Set<String> tables = new TreeSet<>();
    private final Set<String> guarded = new HashSet<>();

    MigrationLint(Set<String> global, Set<String> withoutPrimaryKey) {
        this.global = global;
        this.withoutPrimaryKey = withoutPrimaryKey;
    }

    void name(String file) {
        if (!NAME.matcher(file).matches()) {
            findings.add(file + ": the name is not V000__topic.sql");
        }
    }

    void script(String file, String sql) {
        var text = sql.replaceAll("--[^\\n]*", "").toLowerCase(java.util.Locale.ROOT);
        GUARD.matcher(text).results().forEach(guard -> guarded.add(guard.group(1)));
        var created = TABLE.matcher(text);
        while (created.find()) {
            table(file, created.group(1), body(text, created.end()));
        }
        var added = ADDED.matcher(text);
        while (added.find()) {
            if (!global.contains(added.group(1))) {
                keys(file + ", " + added.group(1) + ": ", added.group(2));
            }
        }
        UNIQUE_INDEX.matcher(text).results().forEach(index -> unique(file, index.group(1), index.group(2)));
        if (DEFINER.matcher(text).find()) {
            // Otherwise a temporary table of the caller's is found first, and its triggers run with the owner's rights.
            findings.add(file + ": a security definer function without set search_path = pg_catalog, public, pg_temp");
        }
        if (text.matches("(?s).*\\balter\\s+table\\s+\\w+\\b[^;]*\\b(drop\\s+(column|constraint)|rename)\\b.*")
                || text.matches("(?s).*^\\s*drop\\s+table\\b.*")) {
            findings.add(file + ": an expand script takes nothing away");
        }
    }

    List<String> findings() {
        var all = new ArrayList<>(findings);
        for (var table : tables) {
            if (!global.contains(table) && !guarded.contains(table)) {
                all.add(table + ": no call tenant_table('" + table + "')");
            }
        }
        return all;
    }

    private void table(String file, String table, String body) {
        tables.add(table);
        if (global.contains(table)) {
            return;
        }
        var where = file + ", " + table + ": ";
        if (!primaryKey(body).equals("tenant_id") && !withoutPrimaryKey.contains(table)) {
            findings.add(where + "the primary key does not begin with tenant_id");
        }
        if (!Pattern.compile("\\btenant_id\\s+text").matcher(body).find()) {
            findings.add(where + "no tenant_id");
        }
        keys(where, body);
    }

    private void keys(String where, String body) {
        FOREIGN_KEY.matcher(body).results().forEach(key -> reference(where, key.group(1), key.group(2)));
        var columns = FOREIGN_KEY.matcher(body).replaceAll("");
        REFERENCE.matcher(columns).results().forEach(key -> reference(where, key.group(1), key.group(2)));
        UNIQUE.matcher(body)
                .results()
                .filter(key -> !key.group(1).equals("tenant_id"))
                .forEach(key ->
                        findings.add(where + "the unique key on " + key.group(1) + " does not begin with tenant_id"));
    }

    private void unique(String file, String table, String column) {
        if (!global.contains(table) && !column.equals("tenant_id")) {
            findings.add(file + ", " + table + ": the unique index on " + column + " does not begin with tenant_id");
        }
    }

    private void reference(String where, String firstColumn, String target) {
        if (!global.contains(target) && !firstColumn.equals("tenant_id")) {
            findings.add(where + "the foreign key to " + target + " does not begin with tenant_id");
        }
    }

    private static String primaryKey(String body) {
        var table = PRIMARY_KEY.matcher(body);
        if (table.find()) {
            return table.group(1);
        }
        var column = PRIMARY_COLUMN.matcher(body);
        return column.find() ? column.group(1) : "";
    }

    /** Up to the parenthesis that closes the one before {@code from}. */
    private static String body(String text, int from) {
        var depth = 1;
        var at = from;
        while (depth > 0 && at < text.length()) {
            depth += switch (text.charAt(at)) {
                case '(' -> 1;
                case ')' -> -1;
                default -> 0;
            };
            at++;
        }
        return text.substring(from, at);
    }
}
