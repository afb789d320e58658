package tocsin.grouping;

import tocsin.sentry.SentryEvent;

/** Languages that name their functions and files alike. */
enum Family {
    JVM,
    BROWSER,
    NODE,
    PYTHON,
    PHP,
    RUBY,
    GO,
    DOTNET,
    NATIVE,
    OTHER;

    /** A frame may differ from its event: native code below Java, JavaScript inside a phone's app. */
    static Family of(SentryEvent.Frame frame, String eventPlatform) {
        return of(frame.platform() == null ? eventPlatform : frame.platform());
    }

    static Family of(String platform) {
        return switch (platform) {
            case "java", "groovy", "kotlin", "scala", "android", "clojure" -> JVM;
            case "javascript" -> BROWSER;
            case "node" -> NODE;
            case "python" -> PYTHON;
            case "php" -> PHP;
            case "ruby" -> RUBY;
            case "go" -> GO;
            case "csharp", "dotnet", "fsharp", "vbnet" -> DOTNET;
            case "native", "c", "cocoa", "objc", "swift", "rust" -> NATIVE;
            default -> OTHER;
        };
    }

    boolean isScript() {
        return this == BROWSER || this == NODE;
    }
}
