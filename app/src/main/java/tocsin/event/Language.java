package tocsin.event;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a line of source needs to be told apart by, for the languages that SDKs send source of. */
enum Language {
    C(List.of("c", "cc", "cpp", "cxx", "h", "hpp", "m", "mm", "native", "objc", "cocoa"), List.of("//"), "\"'", """
            auto bool break case catch char class const constexpr continue default delete do double else enum explicit
            extern false final float for friend goto if inline int long namespace new nil noexcept nullptr operator
            override private protected public return self short signed sizeof static struct super switch template this
            throw true try typedef typename union unsigned using virtual void volatile while"""),
    CSHARP(List.of("cs", "csharp", "vb", "fs"), List.of("//"), "\"'", """
            abstract as async await base bool break byte case catch char class const continue decimal default delegate do
            double else enum event explicit extern false finally fixed float for foreach from get goto if implicit in init
            int interface internal is lock long namespace new null object operator out override params partial private
            protected public readonly record ref required return sealed select set short sizeof static string struct switch
            this throw true try typeof uint ulong using var virtual void when where while with yield"""),
    ELIXIR(List.of("ex", "exs", "elixir"), List.of("#"), "\"", """
            after alias and case catch cond def defimpl defmacro defmodule defp defprotocol defstruct do else end false fn
            for if import in nil not or quote raise receive require rescue super throw true try unless unquote use when
            with"""),
    GO(List.of("go"), List.of("//"), "\"'`", """
            any bool break byte case chan const continue default defer else error fallthrough false float64 for func go goto
            if import int int64 interface iota make map new nil package panic range return rune select string struct
            switch true type uint64 var"""),
    JAVA(List.of("java", "kt", "kts", "scala", "groovy", "dart", "android", "kotlin"), List.of("//"), "\"'", """
            abstract as assert async await boolean break by byte case catch char class companion const continue data def
            default do double else enum extends false final finally float for fun if implements import in init inner int
            interface internal is lateinit lazy let long native new null object open operator out override package permits
            private protected public record required return sealed short static strictfp super suspend switch
            synchronized this throw throws trait transient true try typealias val var void volatile when while with
            yield"""),
    JAVASCRIPT(
            List.of("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts", "vue", "svelte", "javascript", "node"),
            List.of("//"),
            "\"'`",
            """
            abstract any as async await boolean break case catch class const continue debugger declare default delete do
            else enum export extends false finally for from function get if implements import in instanceof interface
            keyof let namespace never new null number of private protected public readonly return satisfies set static
            string super switch this throw true try type typeof undefined unknown var void while with yield"""),
    PERL(List.of("pl", "pm", "perl"), List.of("#"), "\"'", """
            and bless cmp die do else elsif eq eval for foreach ge gt if last le local lt my ne next no not or our package
            print redo ref require return shift sub undef unless until use wantarray while x xor"""),
    PHP(List.of("php", "phtml", "twig"), List.of("//", "#"), "\"'`", """
            abstract and array as bool break callable case catch class clone const continue declare default do echo else
            elseif enum extends false final finally float fn for foreach function global goto if implements include
            include_once instanceof int interface isset list match mixed namespace new null or private protected public
            readonly require require_once return self static string switch throw trait true try unset use var void while
            xor yield"""),
    PYTHON(List.of("py", "pyi", "pyx", "python"), List.of("#"), "\"'", """
            False None True and as assert async await break case class continue def del elif else except finally for from
            global if import in is lambda match nonlocal not or pass raise return self try while with yield"""),
    RUBY(List.of("rb", "erb", "rake", "gemspec", "ru", "ruby"), List.of("#"), "\"'`", """
            BEGIN END alias and begin break case class def defined do else elsif end ensure extend false for if in include
            loop module next nil not or private protected public raise redo require require_relative rescue retry return
            self super then true undef unless until when while yield"""),
    RUST(List.of("rs", "rust"), List.of("//"), "\"'", """
            Self as async await bool break char const continue crate dyn else enum extern f64 false fn for i32 i64 if impl
            in let loop match mod move mut pub ref return self static str struct super trait true type u32 u64 u8 unsafe use
            usize where while"""),
    SWIFT(List.of("swift"), List.of("//"), "\"", """
            Any Self as async await break case catch class continue default defer deinit do else enum extension fallthrough
            false fileprivate final for func get guard if import in init inout internal is lazy let mutating nil open
            override private protocol public repeat return self set some static struct subscript super switch throw throws
            true try typealias var weak where while"""),
    /** Of which nothing is known: one colour, and never wrong. */
    PLAIN(List.of(), List.of(), "", "");

    private final List<String> names;
    private final List<String> comments;
    private final String quotes;
    private final Set<String> keywords;

    /** {@code names} are extensions of files and platforms of events; no two languages share one. */
    Language(List<String> names, List<String> comments, String quotes, String keywords) {
        this.names = names;
        this.comments = comments;
        this.quotes = quotes;
        this.keywords = Set.of(keywords.isEmpty() ? new String[0] : keywords.split("\\s+"));
    }

    /** By the extension of the file; without one that is known, by what the event runs on. */
    static Language of(String file, String platform) {
        var path = file == null ? "" : file.replaceFirst("[?#].*", "");
        var extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var byFile = named(extension);
        return byFile != PLAIN || platform == null ? byFile : named(platform.toLowerCase(Locale.ROOT));
    }

    private static Language named(String name) {
        for (var language : values()) {
            if (language.names.contains(name)) {
                return language;
            }
        }
        return PLAIN;
    }

    /** What a variable that refers to nothing is said to be. */
    String nothing() {
        return switch (this) {
            case PYTHON -> "None";
            case ELIXIR, GO, RUBY, SWIFT -> "nil";
            case PERL -> "undef";
            case C, CSHARP, JAVA, JAVASCRIPT, PHP, RUST, PLAIN -> "null";
        };
    }

    boolean isKeyword(String word) {
        return keywords.contains(word);
    }

    boolean isQuote(char sign) {
        return quotes.indexOf(sign) >= 0;
    }

    /** Whether the rest of the line from here says nothing to the machine. */
    boolean beginsRemark(String line, int at) {
        return comments.stream().anyMatch(comment -> line.startsWith(comment, at));
    }

    /** Whether {@code /* … *}{@code /} are remarks too. */
    boolean hasBlocks() {
        return comments.contains("//");
    }

    /** Whether a text may go on over the end of the line. */
    boolean spansLines(char quote) {
        return quote == '`' && (this == JAVASCRIPT || this == GO);
    }
}
