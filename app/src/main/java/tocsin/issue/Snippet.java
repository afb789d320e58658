package tocsin.issue;

import java.util.Arrays;
import java.util.List;
import tocsin.config.Build;

/** How a program of one platform is made to send its first error: what to install and what to write. */
enum Snippet {
    JAVASCRIPT(
            "JavaScript",
            List.of("javascript", "javascript-browser", "browser"),
            "npm install @sentry/browser",
            "main.js",
            """
            import * as Sentry from "@sentry/browser";

            Sentry.init({ dsn: "%s" });

            setTimeout(() => {
              throw new Error("Is anybody there?");
            });"""),
    NODE("Node", List.of("node", "nodejs"), "npm install @sentry/node", "first.mjs", """
            import * as Sentry from "@sentry/node";

            Sentry.init({ dsn: "%s" });

            throw new Error("Is anybody there?");"""),
    PYTHON("Python", List.of("python"), "pip install sentry-sdk", "first.py", """
            import sentry_sdk

            sentry_sdk.init(dsn="%s")

            raise RuntimeError("Is anybody there?")"""),
    JAVA(
            "Java",
            List.of("java", "kotlin", "android"),
            """
            <dependency>
              <groupId>io.sentry</groupId>
              <artifactId>sentry</artifactId>
              <version>%s</version>
            </dependency>""".formatted(Build.current().javaSdk()),
            "First.java",
            """
            import io.sentry.Sentry;

            public class First {
                public static void main(String[] args) {
                    Sentry.init(options -> options.setDsn("%s"));

                    throw new IllegalStateException("Is anybody there?");
                }
            }"""),
    GO("Go", List.of("go"), "go get github.com/getsentry/sentry-go", "main.go", """
            package main

            import (
            	"errors"
            	"log"
            	"time"

            	"github.com/getsentry/sentry-go"
            )

            func main() {
            	if err := sentry.Init(sentry.ClientOptions{Dsn: "%s"}); err != nil {
            		log.Fatal(err)
            	}
            	defer sentry.Flush(2 * time.Second)

            	sentry.CaptureException(errors.New("is anybody there?"))
            }"""),
    PHP("PHP", List.of("php"), "composer require sentry/sentry", "first.php", """
            <?php
            require 'vendor/autoload.php';

            \\Sentry\\init(['dsn' => '%s']);

            throw new RuntimeException('Is anybody there?');"""),
    RUBY("Ruby", List.of("ruby"), "gem install sentry-ruby", "first.rb", """
            require "sentry-ruby"

            Sentry.init { |config| config.dsn = "%s" }

            begin
              raise "Is anybody there?"
            rescue => error
              Sentry.capture_exception(error)
            end"""),
    CSHARP("C#", List.of("csharp", "dotnet"), "dotnet add package Sentry", "Program.cs", """
            using Sentry;

            using var sentry = SentrySdk.Init(options => options.Dsn = "%s");

            SentrySdk.CaptureException(new InvalidOperationException("Is anybody there?"));"""),
    CURL("curl", List.of("other"), "", "Terminal", """
            curl '%s' \\
              -H 'Content-Type: application/json' \\
              -d '{"level":"error","exception":[{"type":"FirstEvent","value":"Is anybody there?"}]}'""");

    final String label;
    final String install;
    final String file;
    private final List<String> platforms;
    private final String code;

    Snippet(String label, List<String> platforms, String install, String file, String code) {
        this.label = label;
        this.platforms = platforms;
        this.install = install;
        this.file = file;
        this.code = code;
    }

    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** By its own name or by a project's platform; JavaScript when nothing fits. */
    static Snippet of(String platform) {
        return Arrays.stream(values())
                .filter(snippet -> snippet.word().equals(platform) || snippet.platforms.contains(platform))
                .findFirst()
                .orElse(JAVASCRIPT);
    }

    /** The code with the DSN in it, or for curl with the address that the DSN stands for. */
    String code(String dsn) {
        return code.formatted(this == CURL ? store(dsn) : dsn);
    }

    private static String store(String dsn) {
        var at = dsn.indexOf('@');
        var scheme = dsn.indexOf("://") + 3;
        var project = dsn.lastIndexOf('/');
        return dsn.substring(0, scheme) + dsn.substring(at + 1, project) + "/api" + dsn.substring(project)
                + "/store/?sentry_key=" + dsn.substring(scheme, at);
    }
}
