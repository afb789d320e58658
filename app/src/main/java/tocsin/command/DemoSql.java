package tocsin.command;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import tocsin.config.DatabaseRole;
import tocsin.config.Settings;

/** Writes the demo's organization, project, login and token at the first start. */
record DemoSql(Settings settings) {

    private static final String TENANT = "t1demo01";
    private static final int BCRYPT_COST = 12;

    Demo create() {
        var demo = new Demo("admin@acme.example", random(8), "tocsin_" + random(20), "acme", "web", "1", random(16));
        var database = new DatabaseSql(
                settings.database(DatabaseRole.APP).orElseThrow().url());
        try (var connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            set(connection, "select set_config('tocsin.tenant', ?, true)", TENANT);
            set(connection, "insert into organization (tenant_id, slug, name) values (?, 'acme', 'Acme')", TENANT);
            set(
                    connection,
                    "insert into user_account (email, name, password_hash, instance_admin) values (?, 'Ada', ?, true)",
                    demo.email(),
                    BCrypt.withDefaults()
                            .hashToString(BCRYPT_COST, demo.password().toCharArray()));
            set(connection, "insert into membership (tenant_id, user_id, role) values (?, 1, 'OWNER')", TENANT);
            set(
                    connection,
                    "insert into project (tenant_id, slug, name, platform) values (?, 'web', 'Web', 'javascript')",
                    TENANT);
            set(connection, "insert into project_counter (tenant_id, project_id) values (?, 1)", TENANT);
            set(
                    connection,
                    "insert into project_key (tenant_id, project_id, public_key) values (?, 1, ?)",
                    TENANT,
                    demo.publicKey());
            set(
                    connection,
                    "insert into api_token (tenant_id, user_id, name, hash, prefix, scopes) values (?, 1, 'demo', ?, ?,"
                            + " '{org:read,org:admin,project:read,project:write,project:releases,event:read,event:write,"
                            + "event:admin,team:read,team:write,member:read,member:admin}')",
                    TENANT,
                    sha256(demo.token()),
                    demo.token().substring(0, 12));
            connection.commit();
            return demo;
        } catch (SQLException e) {
            throw new Refused("The demo cannot be written: " + e.getMessage(), e);
        }
    }

    private static void set(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setObject(index + 1, values[index]);
            }
            statement.execute();
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String random(int count) {
        var bytes = new byte[count];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
