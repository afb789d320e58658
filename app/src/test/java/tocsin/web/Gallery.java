package tocsin.web;

import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.UserTagSectionHelper;
import io.quarkus.qute.ValueResolver;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Renders sample pages with the product's own layout and tags, without a server, into {@code target/gallery}: for looking
 * at. Serve {@code app/} on loopback and open {@code /target/gallery/issues.html}.
 */
final class Gallery {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Path PAGES = Path.of("src/test/resources/gallery");
    private static final List<Class<?>> EXTENSIONS = List.of(Times.class, Numbers.class, Words.class);

    private final Engine engine;

    Gallery(Object frame) {
        var builder = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .addLocator(this::locate)
                .addNamespaceResolver(NamespaceResolver.builder("inject")
                        .resolve(context -> frame)
                        .build());
        EXTENSIONS.forEach(extension -> builder.addValueResolver(new Extension(extension)));
        for (var tag : tags()) {
            builder.addSectionHelper(new UserTagSectionHelper.Factory(tag, "tags/" + tag + ".html"));
        }
        builder.addSectionHelper(new UserTagSectionHelper.Factory("bundle", "bundle.html"));
        engine = builder.build();
    }

    String render(String page, Map<String, Object> data) {
        return engine.getTemplate(page + ".html").render(data);
    }

    private static List<String> tags() {
        try (var files = Files.list(TEMPLATES.resolve("tags"))) {
            return files.map(file -> file.getFileName().toString().replace(".html", ""))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Optional<TemplateLocator.TemplateLocation> locate(String id) {
        var name = id.endsWith(".html") ? id : id + ".html";
        return Stream.of(PAGES, TEMPLATES)
                .map(root -> root.resolve(name))
                .filter(Files::exists)
                .findFirst()
                .map(Source::new);
    }

    private record Source(Path file) implements TemplateLocator.TemplateLocation {

        @Override
        public Reader read() {
            try {
                return new StringReader(Files.readString(file));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }

    /** What Quarkus generates from {@code @TemplateExtension}, by reflection. */
    private record Extension(Class<?> type) implements ValueResolver {

        @Override
        public int getPriority() {
            return 5;
        }

        @Override
        public boolean appliesTo(EvalContext context) {
            return method(context).isPresent();
        }

        @Override
        public CompletionStage<Object> resolve(EvalContext context) {
            var arguments = new Object[context.getParams().size() + 1];
            arguments[0] = context.getBase();
            for (var i = 1; i < arguments.length; i++) {
                arguments[i] = context.evaluate(context.getParams().get(i - 1))
                        .toCompletableFuture()
                        .join();
            }
            try {
                return CompletableFuture.completedFuture(
                        method(context).orElseThrow().invoke(null, arguments));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }

        private Optional<Method> method(EvalContext context) {
            return Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(context.getName())
                            && context.getBase() != null
                            && method.getParameterCount() == context.getParams().size() + 1
                            && method.getParameterTypes()[0].isInstance(context.getBase()))
                    .findFirst();
        }
    }
}
