package tocsin.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unmodified tools and SDKs send what they can besides crashes; a person sees it, or sees that it was counted. */
class SendersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @TempDir
    static Path data;

    @TempDir
    Path folder;

    private static Tocsin tocsin;
    private static Screens screens;

    /** Each test's own project: counts are compared exactly. */
    private String project;

    private String dsn;

    @BeforeAll
    static void start() {
        tocsin = Tocsin.on(data);
        screens = new Screens(tocsin);
    }

    @AfterAll
    static void stop() {
        if (screens != null) {
            screens.close();
        }
        if (tocsin != null) {
            tocsin.close();
        }
    }

    @BeforeEach
    void newProject() throws IOException {
        project = "p" + System.nanoTime();
        var projects = "/api/v1/organizations/" + tocsin.address.organization() + "/projects";
        post(projects, "{\"slug\":\"" + project + "\",\"name\":\"" + project + "\"}");
        var key = post(projects + "/" + project + "/keys", "{\"label\":\"senders\"}");
        dsn = new ObjectMapper().readTree(key).required("dsn").asText();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void sentryCliSendsAnEvent(int generation) throws Exception {
        var said = cli(
                generation, "send-event", "-m", "the disk is full", "-l", "fatal", "-t", "shop:lisbon", "--no-environ");

        var event = awaitEvent(id(said));
        assertThat(event).contains("the disk is full").contains("lisbon").contains("fatal");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void sentryCliSendsAnEventFromAFile(int generation) throws Exception {
        var file = folder.resolve("event.json");
        Files.writeString(file, "{\"message\":\"from a file\",\"level\":\"warning\",\"platform\":\"other\"}");

        var said = cli(generation, "send-event", file.toString());

        assertThat(awaitEvent(id(said))).contains("from a file");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void sentryCliSendsAnEnvelope(int generation) throws Exception {
        var id = "9ec79c33ec9942ab8353589fcb2e04d" + generation;
        var file = folder.resolve("envelope");
        Files.writeString(file, """
                {"event_id":"%s"}
                {"type":"event"}
                {"event_id":"%s","message":"from an envelope","level":"error"}
                {"type":"attachment","length":10,"filename":"hello.txt"}
                two books.
                """.formatted(id, id));

        cli(generation, "send-envelope", "--raw", file.toString());

        assertThat(awaitEvent(id)).contains("from an envelope");
        var page = desk("/issues");
        page.locator("main a", new Page.LocatorOptions().setHasText("from an envelope"))
                .first()
                .click();
        assertThat(page.locator("main")).containsText("hello.txt");
        page.context().close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void sentryCliWatchesAJob(int generation) throws Exception {
        cli(generation, "monitors", "run", "nightly", "-s", "0 3 * * *", "--", "true");

        awaitOutcomes(Map.of("monitor not_stored", 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NODE", "PYTHON"})
    void aFileAndWordsOfAPersonAreSeenOnTheirPages(Sdk sdk) throws Exception {
        var sent = Shop.asProcess(sdk, dsn);
        var event = awaitEvent(sent.eventId());
        var issue = Pattern.compile("\"groupID\":\"(\\d+)\"").matcher(event);
        assertThat(issue.find()).isTrue();

        var page = desk("/feedback");
        assertThat(page.locator("main")).containsText("I could not pay");
        page.navigate(tocsin.uri(path("/issues/" + issue.group(1))).toString());
        assertThat(page.locator("main")).containsText("I could not pay");
        var file = page.locator("main a[href*='/attachments/']").first();
        assertThat(page.locator("main")).containsText("cart.txt");
        var download = page.request().get(tocsin.uri(file.getAttribute("href")).toString());
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.text()).isEqualTo("two books");
        assertThat(download.headers().get("content-disposition")).contains("cart.txt");
        page.context().close();
    }

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NODE", "NODE_8", "PYTHON"})
    void whatIsNotStoredYetIsAnsweredWellAndCounted(Sdk sdk) throws Exception {
        try (var tap = new Tap(tocsin.uri("/").getPort())) {
            Shop.run(sdk, sdk.signals(dsn.replaceFirst(":\\d+/", ":" + tap.port() + "/")));
            assertThat(tap.requests()).isNotEmpty();
            assertThat(tap.statuses()).isNotEmpty().allMatch(status -> status == 200);
        }

        var counted = awaitOutcomes(Map.of("monitor not_stored", 2));
        assertThat(counted).containsKeys("session not_stored");
        assertThat(counted.keySet())
                .as("the newest SDK for Node sends spans instead of transactions")
                .containsAnyOf("transaction not_stored", "span not_stored");
        if (sdk != Sdk.NODE_8) {
            assertThat(counted).containsKeys("log_item not_stored", "log_byte not_stored");
        }
        assertThat(counted.keySet()).noneMatch(what -> what.contains("invalid"));
    }

    private String cli(int generation, String... words) throws IOException, InterruptedException {
        var process = start(generation, words);
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError("sentry-cli " + generation + " failed: " + said);
        }
        return said;
    }

    private Process start(int generation, String... words) throws IOException {
        var command = new ArrayList<>(List.of(
                Tools.command("node").toString(),
                Tools.CLI
                        .resolve("node_modules/sentry-cli-" + generation + "/bin/sentry-cli")
                        .toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SENTRY_"));
        builder.environment().put("SENTRY_DSN", dsn);
        builder.environment().put("SENTRY_DISABLE_UPDATE_CHECK", "1");
        builder.environment().put("HOME", folder.toString());
        return builder.start();
    }

    /** The event that a tool says it has sent. */
    private static String id(String said) {
        var id = Pattern.compile("([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})")
                .matcher(said);
        assertThat(id.find()).as(said).isTrue();
        return id.group(1).replace("-", "");
    }

    private String awaitEvent(String id) {
        var path = "/api/0/projects" + path("/events/" + id + "/");
        await().atMost(PATIENCE).until(() -> tocsin.get(path).statusCode() == 200);
        return tocsin.get(path).body();
    }

    /** What the outcomes page says, once it says so much: how many of a kind had which fate. */
    private Map<String, Integer> awaitOutcomes(Map<String, Integer> expected) {
        var page = desk("/settings/outcomes");
        var counted = new HashMap<String, Integer>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
            page.reload();
            counted.clear();
            for (var row : page.locator("main tbody tr").all()) {
                var cells = row.locator("th, td").allInnerTexts();
                counted.merge(
                        cells.get(0).strip() + " " + cells.get(1).strip(),
                        Integer.parseInt(cells.getLast().replaceAll("\\D", "")),
                        Integer::sum);
            }
            assertThat(counted).containsAllEntriesOf(expected);
        });
        page.context().close();
        return counted;
    }

    private Page desk(String place) {
        return screens.open(screens.desk(ColorScheme.LIGHT), path(place));
    }

    private String path(String place) {
        return "/" + tocsin.address.organization() + "/" + project + place;
    }

    private static String post(String path, String json) {
        var answer = tocsin.send(HttpRequest.newBuilder(tocsin.uri(path))
                .header("Authorization", "Bearer " + tocsin.address.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.body();
    }
}
