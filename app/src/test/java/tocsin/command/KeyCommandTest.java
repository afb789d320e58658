package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.command.Operator.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Keys: what a DSN is made of. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class KeyCommandTest {

    private final Samples.Organization acme = Samples.organization();
    private final Samples.Project web = Samples.project(acme, "web");
    private final Operator operator = new Operator(acme);
    private final String first = Long.toString(web.keyId());

    @Test
    void aKeyIsMadeAndItsDsnTakesEvents() {
        var made = key("create", "--label", "Shop");

        assertThat(text(made, "label", "active")).containsExactly("Shop", "true");
        Dsns.send(made.required("dsn").asText());
        assertThat(key("list").findValuesAsText("id"))
                .containsExactlyInAnyOrder(first, made.required("id").asText());
    }

    @Test
    void aKeyGetsAnotherLabel() {
        assertThat(text(key("change", first, "--label", "Shop"), "id", "label", "active"))
                .containsExactly(first, "Shop", "true");
    }

    @Test
    void aRotatedKeyIsReplacedAndCanComeBack() {
        var made = key("rotate", first);

        assertThat(made.required("id").asText()).isNotEqualTo(first);
        assertThat(made.required("dsn").asText()).doesNotContain(web.key());
        assertThat(made.required("active").asBoolean()).isTrue();
        assertThat(active(first)).isFalse();
        assertThat(text(key("enable", first), "id", "active")).containsExactly(first, "true");
    }

    @Test
    void aKeyIsDisabledEnabledAndDeleted() {
        assertThat(text(key("disable", first), "id", "active")).containsExactly(first, "false");
        assertThat(active(first)).isFalse();
        assertThat(text(key("enable", first), "id", "active")).containsExactly(first, "true");

        assertThat(operator.done(in("delete", first))).isEqualTo("The key is deleted.\n");
        assertThat(key("list")).isEmpty();
    }

    @Test
    void theKeyOfAnotherProjectIsNotThere() {
        var shop = Samples.project(acme, "shop");
        var theirs = Samples.project();

        for (var id : List.of(Long.toString(shop.keyId()), Long.toString(theirs.keyId()))) {
            for (var what : List.of("rotate", "disable", "enable", "delete")) {
                assertThat(operator.refused(in(what, id))).as(what).isEqualTo("tocsin: There is no such thing.\n");
            }
        }
        assertThat(operator.refused(operator.ours("key", "list", "--project", "nowhere")))
                .isEqualTo("tocsin: There is no project nowhere\n");
        assertThat(Samples.<Long>query(
                        "select count(*) from project_key where status = 'ACTIVE' and id in (?, ?)",
                        shop.keyId(),
                        theirs.keyId()))
                .isEqualTo(2);
    }

    private boolean active(String id) {
        return key("list")
                .valueStream()
                .filter(key -> key.required("id").asText().equals(id))
                .findFirst()
                .orElseThrow()
                .required("active")
                .asBoolean();
    }

    private JsonNode key(String what, String... words) {
        return operator.answerFrom(in(what, words));
    }

    private String[] in(String what, String... words) {
        return operator.ours(Operator.plus(new String[] {"key", what}, Operator.plus(words, "--project", web.slug())));
    }
}
