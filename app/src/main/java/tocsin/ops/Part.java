package tocsin.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** A part that the server depends on, whether it works, and what there is to say about it. */
@RegisterForReflection
public record Part(String name, boolean healthy, String detail) {

    static Part healthy(String name, String detail) {
        return new Part(name, true, detail);
    }

    static Part broken(String name, String detail) {
        return new Part(name, false, detail);
    }
}
