package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.event.Language.GO;
import static tocsin.event.Language.JAVA;
import static tocsin.event.Language.JAVASCRIPT;
import static tocsin.event.Language.PHP;
import static tocsin.event.Language.PLAIN;
import static tocsin.event.Language.PYTHON;
import static tocsin.event.Language.RUBY;
import static tocsin.event.Language.RUST;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HighlightTest {

    private static final List<String> PIECES = List.of(
            "<script>",
            "</i>",
            "<i class=\"k\">",
            "\"",
            "'",
            "`",
            "\"\"\"",
            "'''",
            "\\",
            "//",
            "/*",
            "*/",
            "#",
            "&lt;",
            "& ",
            "0x",
            "1.",
            "..",
            " return ",
            "x(",
            "é",
            "😀",
            "\ud800",
            "\u0000",
            "\t",
            "* ");

    @Test
    void keywordsTextsNumbersRemarksAndCallsAreToldApart() {
        assertThat(Highlight.html("return total(12.5, 'a') // why", JAVASCRIPT))
                .isEqualTo("<i class=\"k\">return</i> <i class=\"f\">total</i>(<i class=\"n\">12.5</i>, "
                        + "<i class=\"s\">&#39;a&#39;</i>) <i class=\"c\">// why</i>");
    }

    @Test
    void eachLanguageHasItsOwnRemarksAndWords() {
        assertThat(Highlight.html("def pay(x):  # now", PYTHON))
                .contains("<i class=\"k\">def</i>", "<i class=\"c\"># now</i>");
        assertThat(Highlight.html("x // 2", PYTHON)).doesNotContain("class=\"c\"");
        assertThat(Highlight.html("if err != nil {", GO)).contains("<i class=\"k\">nil</i>");
        assertThat(Highlight.html("raise ArgumentError unless ok", RUBY)).contains("<i class=\"k\">unless</i>");
        assertThat(Highlight.html("$this->pay(); # now", PHP)).contains("<i class=\"c\"># now</i>");
        assertThat(Highlight.html("def # now", PLAIN)).isEqualTo("def # now");
    }

    @Test
    void aWordIsAKeywordOnlyAsAWhole() {
        assertThat(Highlight.html("returned = newest1", JAVA)).isEqualTo("returned = newest1");
        assertThat(Highlight.html("a2b", JAVA)).isEqualTo("a2b");
    }

    @Test
    void aPointBelongsToANumberOnlyBetweenDigits() {
        assertThat(Highlight.html("0..9", RUST)).isEqualTo("<i class=\"n\">0</i>..<i class=\"n\">9</i>");
        assertThat(Highlight.html("0xFF_FF", JAVA)).isEqualTo("<i class=\"n\">0xFF_FF</i>");
    }

    @Test
    void aQuoteThatIsNotClosedColoursNothing() {
        assertThat(Highlight.html("it doesn't return", PYTHON)).isEqualTo("it doesn&#39;t <i class=\"k\">return</i>");
        assertThat(Highlight.html("fn a<'a>(x: &'a str)", RUST)).doesNotContain("class=\"s\"");
        assertThat(Highlight.html("let c = 'x';", RUST)).contains("<i class=\"s\">&#39;x&#39;</i>");
        // But a template may well go on in the next line.
        assertThat(Highlight.html("const a = `one", JAVASCRIPT)).endsWith("<i class=\"s\">`one</i>");
        assertThat(Highlight.html("a = \"\"\"one", PYTHON)).contains("<i class=\"s\">&quot;&quot;&quot;one</i>");
    }

    @Test
    void anEscapedQuoteClosesNothing() {
        assertThat(Highlight.html("f(\"a\\\"b\") + 1", JAVA)).contains("<i class=\"s\">&quot;a\\&quot;b&quot;</i>)");
        assertThat(Highlight.html("\"ends with \\", JAVA)).doesNotContain("class=\"s\"");
    }

    @Test
    void linesWithinABlockOfRemarksAreRemarks() {
        assertThat(Highlight.html("   * Returns it.", JAVA)).isEqualTo("<i class=\"c\">   * Returns it.</i>");
        assertThat(Highlight.html(" */ return 1;", JAVA)).startsWith("<i class=\"c\"> */</i> <i class=\"k\">return");
        assertThat(Highlight.html("a /* b */ c", JAVA)).isEqualTo("a <i class=\"c\">/* b */</i> c");
        assertThat(Highlight.html("*pointer = 1", GO)).doesNotContain("class=\"c\"");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whateverALineHoldsStaysText(Language language) {
        var random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            var line = new StringBuilder();
            for (int piece = random.nextInt(12); piece >= 0; piece--) {
                line.append(PIECES.get(random.nextInt(PIECES.size())));
            }

            var html = Highlight.html(line.toString(), language);

            assertThat(read(html)).isEqualTo(line.toString());
        }
    }

    @Test
    void aVeryLongLineTakesNoLonger() {
        var line = "'\\".repeat(20_000) + "/*".repeat(20_000) + "a'".repeat(20_000);

        assertThat(read(Highlight.html(line, JAVASCRIPT))).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "src/cart.tsx,,JAVASCRIPT",
        "https://shop.test/app.min.js?v=1.2,,JAVASCRIPT",
        "Cart.kt,java,JAVA",
        "cart.py,javascript,PYTHON",
        "cart.PY,,PYTHON",
        "com.shop.Cart,java,JAVA",
        "<anonymous>,node,JAVASCRIPT",
        "Makefile,,PLAIN",
        ",other,PLAIN",
        ",,PLAIN"
    })
    void theFileNamesTheLanguageAndElseThePlatform(String file, String platform, Language expected) {
        assertThat(Language.of(file, platform)).isEqualTo(expected);
    }

    @Test
    void noTwoLanguagesClaimTheSameFile() {
        var files = List.of("c", "cs", "ex", "go", "java", "js", "pl", "php", "py", "rb", "rs", "swift");
        assertThat(new HashSet<>(files.stream()
                        .map(file -> Language.of("a." + file, null))
                        .toList()))
                .hasSize(files.size())
                .containsAll(
                        Arrays.stream(Language.values()).filter(l -> l != PLAIN).toList());
    }

    /** The text of the HTML; fails when anything but our own elements is markup. */
    private static String read(String html) {
        var text = html.replaceAll("<i class=\"[csnkf]\">|</i>", "");
        assertThat(text).doesNotContain("<", ">", "\"", "'");
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
