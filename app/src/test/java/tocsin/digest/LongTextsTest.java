package tocsin.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.Received;

/** Text that is as long as an event may be, of what separates, opens or begins something: never more than a moment's work. */
class LongTextsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LENGTH = 1_000_000;
    private static final String[] PIECES = {
        "&",
        "a=",
        "a@",
        "1",
        "4111 1111 ",
        "-",
        "/",
        "%s ",
        "{",
        "(",
        "<",
        ":",
        ".",
        "\n",
        " ",
        "0x",
        "ey.",
        "a://b@",
        "\u00e9",
        "x",
        "password=",
        "127.0.0.",
        "\u0000",
        "\uD800"
    };
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'message':@}",
                "{'logentry':{'message':@,'params':['a']}}",
                "{'transaction':@}",
                "{'culprit':@}",
                "{'timestamp':@}",
                "{'release':@,'tags':{'t':1}}",
                "{'fingerprint':[@]}",
                "{'exception':[{'type':@}]}",
                "{'exception':[{'type':'T','value':@}]}",
                "{'exception':[{'type':'T','stacktrace':{'frames':[{'function':@}]}}]}",
                "{'platform':'javascript','exception':[{'type':'T','stacktrace':{'frames':[{'function':@}]}}]}",
                "{'platform':'native','exception':[{'type':'T','stacktrace':{'frames':[{'function':@}]}}]}",
                "{'exception':[{'type':'T','stacktrace':{'frames':[{'filename':@,'module':'m'}]}}]}",
                "{'exception':[{'type':'T','stacktrace':{'frames':[{'abs_path':@}]}}]}",
                "{'exception':[{'type':'T','stacktrace':{'frames':[{'module':@}]}}]}",
                "{'exception':[{'type':'T','stacktrace':{'frames':[{'context_line':@}]}}]}",
                "{'exception':[{'type':'T','stacktrace':{'frames':[{'function':'f','vars':{'v':@}}]}}]}",
                "{'breadcrumbs':[{'message':@}]}",
                "{'breadcrumbs':[{'data':{'url':@}}]}",
                "{'request':{'url':@}}",
                "{'request':{'query_string':@}}",
                "{'request':{'cookies':@}}",
                "{'request':{'headers':{'Cookie':@}}}",
                "{'request':{'headers':{'User-Agent':@}}}",
                "{'request':{'data':@}}",
                "{'user':{'email':@}}",
                "{'user':{'ip_address':@}}",
                "{'extra':{'e':@}}",
                "{'extra':{@:1}}",
                "{'tags':{'t':@}}",
                "{'tags':{@:1}}",
                "{'contexts':{@:{'c':1}}}",
                "{@:1}"
            })
    void takeAMoment(String place) throws IOException {
        var slow = new ArrayList<String>();
        for (var piece : PIECES) {
            var json = place.replace('\'', '"').replace("@", quoted(piece)).getBytes(UTF_8);
            var time = THREADS.getCurrentThreadCpuTime();
            var memory = THREADS.getCurrentThreadAllocatedBytes();
            var accepted = EventDigest.of(json, Received.at(Instant.now()), UUID.randomUUID());
            time = (THREADS.getCurrentThreadCpuTime() - time) / 1_000_000;
            memory = (THREADS.getCurrentThreadAllocatedBytes() - memory) / 1_048_576;
            if (time > 2_000 || memory > 50 || accepted instanceof Accepted.Unprocessed) {
                slow.add(piece + ": " + time + " ms, " + memory + " MiB, " + accepted);
            }
        }
        assertThat(slow).isEmpty();
    }

    private static String quoted(String piece) throws IOException {
        var escaped = JSON.writeValueAsString(piece);
        escaped = escaped.substring(1, escaped.length() - 1);
        return '"' + escaped.repeat(LENGTH / escaped.getBytes(UTF_8).length) + '"';
    }
}
