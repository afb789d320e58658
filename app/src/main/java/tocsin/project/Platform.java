package tocsin.project;

import java.util.List;
import tocsin.account.Refused;

/** What a project is written in, which decides the snippet that the first-event page shows. */
public record Platform(String id, String name) {

    public static final List<Platform> ALL = List.of(
            new Platform("javascript", "JavaScript (browser)"),
            new Platform("node", "Node.js"),
            new Platform("python", "Python"),
            new Platform("java", "Java"),
            new Platform("go", "Go"),
            new Platform("php", "PHP"),
            new Platform("ruby", "Ruby"),
            new Platform("csharp", "C#"),
            new Platform("rust", "Rust"),
            new Platform("native", "C and C++"),
            new Platform("cocoa", "Swift and Objective-C"),
            new Platform("android", "Android"),
            new Platform("dart", "Dart and Flutter"),
            new Platform("elixir", "Elixir"),
            new Platform("other", "Something else"));

    static String known(String id) {
        if (id == null || id.isBlank()) {
            return "other";
        }
        if (ALL.stream().noneMatch(platform -> platform.id().equals(id))) {
            throw new Refused("platform", "“" + id + "” is not a platform that Tocsin knows");
        }
        return id;
    }
}
