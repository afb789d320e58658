package tocsin.grouping;

import java.util.List;
import java.util.regex.Pattern;
import tocsin.sentry.SentryEvent.Frame;

/** Knows library code by its name, for SDKs that do not say which frames are the application's own. */
final class FrameworkFrames {

    private static final List<String> JVM = names("""
            java. javax. jakarta. jdk. sun. com.sun. kotlin. kotlinx. scala. groovy. clojure. android. androidx.
            dalvik. libcore. com.android. com.google.android. com.google.common. org.springframework.
            org.apache. org.hibernate. org.eclipse.jetty. org.jboss. org.postgresql. org.slf4j. org.junit.
            org.gradle. org.glassfish. org.codehaus.groovy. org.thymeleaf. io.netty. io.quarkus. io.vertx.
            io.micronaut. io.undertow. io.reactivex. io.grpc. io.ktor. io.smallrye. reactor. rx. akka.
            com.zaxxer. com.mysql. com.fasterxml. com.squareup. ch.qos.logback. okhttp3. okio. retrofit2.
            com.facebook.react. io.sentry.""");
    private static final List<String> PYTHON = names("""
            django rest_framework flask werkzeug gunicorn uvicorn starlette fastapi celery kombu billiard
            requests urllib3 httpx sqlalchemy psycopg2 asyncio concurrent threading logging importlib sentry_sdk""");
    private static final List<String> DOTNET = names("""
            System. Microsoft. MS. Mono. Newtonsoft. Serilog. NLog. Npgsql. UnityEngine. Sentry.""");
    private static final List<String> GO = names("""
            runtime testing reflect net net/http sync syscall os io fmt errors context database/sql
            encoding/json golang.org/x/ google.golang.org/ github.com/getsentry/ github.com/gin-gonic/
            github.com/labstack/echo github.com/gorilla/""");
    // Entry points too: that a program began there says nothing about where it ended.
    private static final List<String> NATIVE = names("""
            std:: <std:: boost:: __gnu_cxx:: __cxxabiv1:: core:: <core:: alloc:: <alloc:: tokio:: <tokio::
            tokio_ <tokio_ futures:: <futures:: crashpad:: sentry:: <sentry:: sentry_ log:: __rust_
            rust_begin_unwind backtrace:: __cxa_ _CxxThrowException __libc_ __scrt_ invoke_main _start
            __pthread_ pthread_ abort raise kill tgkill main wmain WinMain wWinMain DllMain objc_ block_destroy_helper block_destroy_helper. block_copy_helper block_copy_helper.
            swift_ __swift_ _swift_ dispatch_ _dispatch_ NSException""");

    // With the whole path, or, as iOS sends it, the name of the library alone
    private static final Pattern NATIVE_BINARY = Pattern.compile(
            "/usr/lib/.*|/lib(?:32|64)?/.*|/System/.*|/system/.*|/apex/.*|/vendor/.*|(?i:[a-z]:\\\\windows\\\\.*)"
                    + "|lib[^/]*\\.dylib|(?:Core|Graphics|Open|Audio|Web|Quartz|IO|AV|UI|NS|CF|GPU|AGX)[A-Z]\\w*|Foundation|UIKit|WebKit"
                    + "|Metal\\w*|GL\\w+|IOKit|CFNetwork|Security|SwiftUI|Combine|JavaScriptCore|dyld(?:_sim)?|linux-gate\\.so.*");
    private static final Paths NATIVE_SOURCE = new Paths(
            "/rustc/.*|.*/\\.cargo/registry/.*|external/libcxx/.*|.*\\bvctools\\b.*",
            "/rustc/",
            "/.cargo/",
            "external/libcxx/",
            "vctools");

    private static final Paths PYTHON_FILE = new Paths(
            ".*/(?:site|dist)-packages/.*|.*/lib/python\\d.*|<frozen .*", "-packages/", "/lib/python", "<frozen ");
    private static final Paths SCRIPT_FILE = new Paths(
            ".*\\bnode_modules/.*|node:.*|internal/.*|(?:chrome|moz|safari(?:-web)?|ms-browser)-extension:.*"
                    + "|\\[native code]|<anonymous>|.*webpack/(?:bootstrap|runtime).*|.*/~/.*",
            "node_modules/",
            "node:",
            "internal/",
            "-extension:",
            "[native code]",
            "<anonymous>",
            "webpack/",
            "/~/");
    private static final Paths PHP_FILE = new Paths("(?:.*/)?vendor/.*|\\[internal].*", "vendor/", "[internal]");
    private static final Paths RUBY_FILE = new Paths(
            "(?:.*/)?(?:gems|vendor/bundle|lib/ruby)/.*|<internal:.*", "gems/", "bundle/", "lib/ruby/", "<internal:");
    private static final Paths GO_FILE =
            new Paths(".*/go/src/.*|.*/pkg/mod/.*|(?:.*/)?vendor/.*", "/go/src/", "/pkg/mod/", "vendor/");
    private static final Paths OTHER_FILE = new Paths("package:flutter/.*|dart:.*", "package:flutter/", "dart:");

    private FrameworkFrames() {}

    private static List<String> names(String words) {
        return List.of(words.split("\\s+"));
    }

    static boolean contains(Frame frame, Family family) {
        return switch (family) {
            case JVM -> isOf(frame.module(), JVM);
            case BROWSER, NODE -> file(frame, SCRIPT_FILE);
            case PYTHON -> file(frame, PYTHON_FILE) || isPackage(frame.module(), PYTHON, '.');
            case PHP -> file(frame, PHP_FILE);
            case RUBY -> file(frame, RUBY_FILE);
            case GO -> file(frame, GO_FILE) || isPackage(frame.module(), GO, '/');
            case DOTNET -> isOf(frame.module(), DOTNET);
            case NATIVE -> binary(frame) || file(frame, NATIVE_SOURCE) || isOf(frame.function(), NATIVE);
            case OTHER -> file(frame, OTHER_FILE);
        };
    }

    private static boolean binary(Frame frame) {
        return frame.packageName() != null
                && !frame.packageName().contains(".app/")
                && NATIVE_BINARY.matcher(frame.packageName()).matches();
    }

    private static boolean file(Frame frame, Paths paths) {
        return paths.include(frame.filename()) || paths.include(frame.absPath());
    }

    /** A name of the list that ends in a mark stands for all that begin with it; one that ends in a letter for itself. */
    private static boolean isOf(String name, List<String> names) {
        if (name == null) {
            return false;
        }
        for (var known : names) {
            var isPrefix = !Character.isLetter(known.charAt(known.length() - 1));
            if (isPrefix ? name.startsWith(known) : name.equals(known)) {
                return true;
            }
        }
        return false;
    }

    /** The package itself or one within it, but not one whose name merely begins so. */
    private static boolean isPackage(String name, List<String> packages, char separator) {
        if (name == null) {
            return false;
        }
        for (var known : packages) {
            if (name.startsWith(known)
                    && (name.length() == known.length()
                            || known.charAt(known.length() - 1) == separator
                            || name.charAt(known.length()) == separator)) {
                return true;
            }
        }
        return false;
    }

    /** An expression is tried only on paths with one of the hints in them, which a look at the whole path tells faster. */
    private record Paths(Pattern pattern, List<String> hints) {

        Paths(String pattern, String... hints) {
            this(Pattern.compile(pattern), List.of(hints));
        }

        boolean include(String path) {
            if (path == null || path.length() >= 4096) {
                return false;
            }
            var slashed = path.replace('\\', '/');
            for (var hint : hints) {
                if (slashed.contains(hint)) {
                    return pattern.matcher(slashed).matches();
                }
            }
            return false;
        }
    }
}
