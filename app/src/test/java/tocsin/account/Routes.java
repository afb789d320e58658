package tocsin.account;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every resource method of the application, found in its classes, so that a new one cannot be forgotten. */
final class Routes {

    private static final Pattern PARAMETER = Pattern.compile("\\{\\s*(\\w+)\\s*(?::[^{}]*(?:\\{[^{}]*}[^{}]*)*)?}");

    private Routes() {}

    /** One way in. */
    record Route(String verb, String path, Method method) {

        Optional<Scope> scope() {
            return Optional.ofNullable(method.getAnnotation(Allow.class)).map(Allow::value);
        }

        boolean isOpen() {
            return method.isAnnotationPresent(Open.class);
        }

        Optional<SignedIn> signedIn() {
            return Optional.ofNullable(method.getAnnotation(SignedIn.class));
        }

        boolean isAnnotatedOnce() {
            return Stream.of(Allow.class, Open.class, SignedIn.class)
                            .filter(method::isAnnotationPresent)
                            .count()
                    == 1;
        }

        boolean isApi() {
            return path.startsWith("/api/");
        }

        boolean namesOrganization() {
            return path.contains("{org}");
        }

        /** Whether it speaks of one project, or of an issue, which is in one. */
        boolean leadsIntoProject() {
            return !isOpen() && (path.contains("{project}") || path.contains("/issues/{"));
        }

        boolean hasParameters() {
            return path.contains("{");
        }

        boolean changes() {
            return !verb.equals("GET") && !verb.equals("HEAD") && !verb.equals("OPTIONS");
        }

        String contentType() {
            var consumes = Optional.ofNullable(method.getAnnotation(Consumes.class))
                    .or(() -> Optional.ofNullable(method.getDeclaringClass().getAnnotation(Consumes.class)));
            return consumes.map(types -> types.value()[0])
                    .filter(type -> !type.contains("*"))
                    .orElse(isApi() ? "application/json" : "application/x-www-form-urlencoded");
        }

        /** The path with something in place of each parameter. */
        String filled(java.util.function.UnaryOperator<String> values) {
            return PARAMETER.matcher(path).replaceAll(found -> values.apply(found.group(1)));
        }

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    static List<Route> all() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("tocsin").stream()
                        .filter(one -> one.isAnnotatedWith(Path.class))
                        .map(JavaClass::reflect)
                        .flatMap(one -> Arrays.stream(one.getDeclaredMethods()).flatMap(method -> routes(one, method)))
                        .sorted(Comparator.comparing(Route::path).thenComparing(Route::verb))
                        .toList();
    }

    private static Stream<Route> routes(Class<?> one, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(verb -> new Route(verb.value(), path(one, method), method));
    }

    private static String path(Class<?> one, Method method) {
        var own = method.getAnnotation(Path.class);
        var joined = "/" + one.getAnnotation(Path.class).value() + "/" + (own == null ? "" : own.value());
        var path = PARAMETER.matcher(joined).replaceAll("{$1}").replaceAll("/+", "/");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
