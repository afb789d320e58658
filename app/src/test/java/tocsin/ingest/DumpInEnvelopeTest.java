package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.sentry.MinidumpTest;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** Crash dumps that SDKs of native programs send as a file of their event. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DumpInEnvelopeTest {

    private static final String SAID = "{\"type\":\"event\"}\n"
            + "{\"platform\":\"native\",\"release\":\"game@7\",\"tags\":{\"area\":\"shop\"}}\n";

    private Samples.Project project;
    private Reader reader;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
    }

    @Test
    void theEventSaysWhatTheDumpKnowsWhereverItStands() throws IOException {
        send(SAID, MinidumpTest.dump(), "");
        send("", MinidumpTest.dump(), SAID);

        assertThat(issue()).isEqualTo("EXCEPTION_ACCESS_VIOLATION|game.exe+0x1234|2");
        assertThat(Samples.<Long>query(
                        "select count(*) from event where project_id = ? and release = 'game@7'", project.id()))
                .isEqualTo(2);
        assertThat(Samples.<Long>query(
                        "select count(*) from attachment a join event e using (tenant_id, event_id)"
                                + " where a.project_id = ? and kind = 'event.minidump'",
                        project.id()))
                .isEqualTo(2);
    }

    @Test
    void aDumpAloneIsACrash() throws IOException {
        send("", MinidumpTest.dump(), "");

        assertThat(issue()).isEqualTo("EXCEPTION_ACCESS_VIOLATION|game.exe+0x1234|1");
    }

    @Test
    void whatIsCalledADumpAndIsNoneStaysAFile() throws IOException {
        send(SAID, "no dump".getBytes(StandardCharsets.US_ASCII), "");
        send("", "no dump".getBytes(StandardCharsets.US_ASCII), "");

        assertThat(Samples.<Long>query("select count(*) from event where project_id = ?", project.id()))
                .isEqualTo(1);
        assertThat(Samples.<Long>query("select count(*) from attachment where project_id = ?", project.id()))
                .isEqualTo(2);
    }

    @Test
    void thePageListsWhatWasLoaded() throws IOException {
        send(SAID, MinidumpTest.dump(), "");

        reader.page()
                .get(page())
                .then()
                .statusCode(200)
                .body(containsString("Loaded modules"))
                .body(containsString("<dt>game.exe</dt>"))
                .body(containsString("0x140000000 – 0x14000ffff, debug id 04030201-0605-0807-090a-0b0c0d0e0f10-2,"
                        + " code id 05f5e10010000"));
    }

    @Test
    void anEventWithoutModulesSaysNothingOfThem() {
        Envelopes.send(project, "Boom", "it broke");

        reader.page().get(page()).then().statusCode(200).body(not(containsString("Loaded modules")));
    }

    private String page() {
        return "/" + project.organization().slug() + "/web/issues/"
                + Samples.<Number>query("select id from issue where project_id = ?", project.id());
    }

    private String issue() {
        return Samples.query(
                "select type || '|' || culprit || '|' || event_count from issue where project_id = ?", project.id());
    }

    private void send(String before, byte[] dump, String after) throws IOException {
        var envelope = new ByteArrayOutputStream();
        envelope.write(("{\"event_id\":\"" + Envelopes.id() + "\"}\n" + before
                        + "{\"type\":\"attachment\",\"attachment_type\":\"event.minidump\",\"filename\":\"crash.dmp\","
                        + "\"length\":" + dump.length + "}\n")
                .getBytes(StandardCharsets.US_ASCII));
        envelope.write(dump);
        envelope.write(("\n" + after).getBytes(StandardCharsets.US_ASCII));
        Envelopes.request(project)
                .body(envelope.toByteArray())
                .post("/api/" + project.id() + "/envelope/")
                .then()
                .statusCode(200);
    }
}
