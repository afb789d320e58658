package tocsin.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** What an operation answered: columns for people, objects for programs, from the same names and values. */
final class Rows {

    private final List<String> names;
    private final List<List<Object>> rows = new ArrayList<>();
    private boolean single;

    private Rows(String... names) {
        this.names = List.of(names);
    }

    static <T> Rows of(Collection<T> things, Function<T, List<Object>> values, String... names) {
        var rows = new Rows(names);
        things.stream().map(values).forEach(rows.rows::add);
        return rows;
    }

    /** A thing that was just made, which programs get as an object and not as a list of one. */
    static <T> Rows single(T thing, Function<T, List<Object>> values, String... names) {
        var rows = of(List.of(thing), values, names);
        rows.single = true;
        return rows;
    }

    void print(CommandSpec command, Output output) {
        if (!output.isJson()) {
            var heads =
                    names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
            var texts = rows.stream()
                    .map(row -> row.stream().map(String::valueOf).toList())
                    .toList();
            output.print(command, heads, texts);
        } else if (single) {
            output.print(command, object(rows.getFirst()));
        } else {
            var list = JsonNodeFactory.instance.arrayNode();
            rows.stream().map(this::object).forEach(list::add);
            output.print(command, list);
        }
    }

    private ObjectNode object(List<Object> row) {
        var object = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < names.size(); column++) {
            switch (row.get(column)) {
                case Boolean truth -> object.put(names.get(column), truth);
                case Long number -> object.put(names.get(column), String.valueOf(number));
                case Object other -> object.put(names.get(column), other.toString());
            }
        }
        return object;
    }
}
