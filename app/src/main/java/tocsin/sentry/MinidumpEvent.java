package tocsin.sentry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An event that says of a crash dump what it can without the program's symbols: the reason, the place, what was loaded. */
public final class MinidumpEvent {

    private static final Map<Long, String> WINDOWS = Map.of(
            0xc0000005L, "EXCEPTION_ACCESS_VIOLATION",
            0xc00000fdL, "EXCEPTION_STACK_OVERFLOW",
            0x80000003L, "EXCEPTION_BREAKPOINT",
            0xc0000094L, "EXCEPTION_INT_DIVIDE_BY_ZERO",
            0xc000001dL, "EXCEPTION_ILLEGAL_INSTRUCTION",
            0xc0000409L, "EXCEPTION_STACK_BUFFER_OVERRUN",
            0xc0000374L, "EXCEPTION_HEAP_CORRUPTION",
            0xc0000006L, "EXCEPTION_IN_PAGE_ERROR",
            0xe06d7363L, "Unhandled C++ Exception");

    private static final Map<Long, String> SIGNALS = Map.of(
            4L, "SIGILL",
            5L, "SIGTRAP",
            6L, "SIGABRT",
            7L, "SIGBUS",
            8L, "SIGFPE",
            11L, "SIGSEGV",
            31L, "SIGSYS",
            0xffffffffL, "Dump requested");

    private static final Map<Long, String> MACH = Map.of(
            1L, "EXC_BAD_ACCESS",
            2L, "EXC_BAD_INSTRUCTION",
            3L, "EXC_ARITHMETIC",
            5L, "EXC_SOFTWARE",
            6L, "EXC_BREAKPOINT",
            10L, "EXC_CRASH",
            11L, "EXC_RESOURCE",
            12L, "EXC_GUARD");

    private MinidumpEvent() {}

    /** @param said the event as the program says it, which is kept where the dump does not know better; may be null */
    public static byte[] of(Minidump dump, byte[] said) {
        var event = said == null ? JsonNodeFactory.instance.objectNode() : known(said);
        event.put("platform", "native").put("level", "fatal");
        if (!event.hasNonNull("timestamp")) {
            event.put("timestamp", dump.at().getEpochSecond());
        }
        exception(event, dump);
        modules(event, dump);
        contexts(event, dump.system());
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A dump is worth keeping whatever is wrong with what came beside it. */
    private static ObjectNode known(byte[] said) {
        try {
            return JsonText.read(said);
        } catch (MalformedEvent e) {
            var event = JsonNodeFactory.instance.objectNode();
            event.putObject("extra").put("sentry", "no valid JSON");
            return event;
        }
    }

    private static void exception(ObjectNode event, Minidump dump) {
        var crash = dump.crash();
        var exception = JsonNodeFactory.instance.objectNode();
        var mechanism = exception.putObject("mechanism");
        mechanism.put("type", "minidump").put("handled", false);
        if (crash == null) {
            exception.put("type", "Minidump").put("value", "a dump without a crash");
        } else {
            var reason = reason(dump.system().os(), crash.code());
            exception.put("type", reason);
            exception.put("value", "Fatal error: " + reason + " at " + hex(crash.address()));
            exception.put("thread_id", crash.thread());
            var frame = exception.putObject("stacktrace").putArray("frames").addObject();
            frame.put("instruction_addr", hex(crash.address())).put("in_app", true);
            dump.culprit().ifPresent(module -> {
                // Where the module lies in memory is another in each run; the place within it is not.
                var place = module.name() + "+" + hex(crash.address() - module.address());
                frame.put("package", module.file()).put("function", place);
                event.put("culprit", place);
                if (!event.path("fingerprint").isArray()) {
                    event.putArray("fingerprint").add("minidump").add(reason).add(place);
                }
                frame.put("image_addr", hex(module.address()));
            });
        }
        event.putObject("exception").putArray("values").add(exception);
    }

    private static void modules(ObjectNode event, Minidump dump) {
        var images = object(event, "debug_meta").putArray("images");
        for (var module : dump.modules()) {
            var image = images.addObject();
            image.put(
                    "type",
                    switch (dump.system().os()) {
                        case WINDOWS -> "pe";
                        case MACOS, IOS -> "macho";
                        case LINUX, ANDROID, UNKNOWN -> "elf";
                    });
            image.put("code_file", module.file()).put("code_id", module.codeId());
            image.put("image_addr", hex(module.address())).put("image_size", module.size());
            if (module.debugId() != null) {
                image.put("debug_id", module.debugId());
            }
            if (module.debugFile() != null) {
                image.put("debug_file", module.debugFile());
            }
        }
    }

    private static void contexts(ObjectNode event, Minidump.System system) {
        var contexts = object(event, "contexts");
        if (!contexts.path("os").isObject()) {
            contexts.putObject("os")
                    .put("type", "os")
                    .put("name", system.os().label)
                    .put("version", system.version());
        }
        if (!contexts.path("device").isObject() && system.arch() != null) {
            contexts.putObject("device").put("type", "device").put("arch", system.arch());
        }
    }

    /** What is said there is replaced when it is something else. */
    private static ObjectNode object(ObjectNode event, String name) {
        return event.get(name) instanceof ObjectNode known ? known : event.putObject(name);
    }

    private static String reason(Minidump.Os os, long code) {
        var names =
                switch (os) {
                    case WINDOWS -> WINDOWS;
                    case MACOS, IOS -> MACH;
                    case LINUX, ANDROID, UNKNOWN -> SIGNALS;
                };
        return names.getOrDefault(code, "Crash " + hex(code));
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}
