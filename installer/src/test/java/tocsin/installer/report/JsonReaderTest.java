package tocsin.installer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void whatWeWriteIsReadAsItWas() {
        var value = new LinkedHashMap<String, Object>();
        value.put("text", "a \"quoted\" \\ line\nand ü €");
        value.put("number", 1.5);
        value.put("truth", true);
        value.put("nothing", null);
        value.put("list", List.of("one", List.of(), "two"));

        assertThat(JsonReader.read(Json.text(value))).isEqualTo(value);
        assertThat(JsonReader.read(" [ { \"a\" : \"\\u00e4\\t\" } , 3 ] ").toString())
                .isEqualTo("[{a=ä\t}, 3.0]");
    }

    @Test
    void ofAListOnlyTheObjectsAreTaken() {
        assertThat(JsonReader.objects("[{\"a\":\"b\"},7]")).hasSize(1);
        assertThat(JsonReader.objects("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{\"a\"}", "[1,]", "\"open", "[1] more", "nonsense", "\"\\u00\"", "\"\\"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> JsonReader.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsTooDeepIsRefused() {
        assertThatThrownBy(() -> JsonReader.read("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }
}
