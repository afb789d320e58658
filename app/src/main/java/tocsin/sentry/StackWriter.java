package tocsin.sentry;

import java.io.IOException;
import tocsin.sentry.SentryEvent.ExceptionValue;
import tocsin.sentry.SentryEvent.Frame;
import tocsin.sentry.SentryEvent.Mechanism;
import tocsin.sentry.SentryEvent.Stacktrace;
import tocsin.sentry.SentryEvent.ThreadValue;

/** Writes exceptions and threads with their stacks. */
final class StackWriter {

    private StackWriter() {}

    static void exception(FieldWriter json, ExceptionValue exception) throws IOException {
        json.text("type", exception.type());
        json.text("value", exception.value());
        json.text("module", exception.module());
        json.text("thread_id", exception.threadId());
        json.object("mechanism", exception.mechanism(), StackWriter::mechanism);
        json.object("stacktrace", exception.stacktrace(), StackWriter::stacktrace);
    }

    static void thread(FieldWriter json, ThreadValue thread) throws IOException {
        json.text("id", thread.id());
        json.text("name", thread.name());
        json.flag("crashed", thread.crashed());
        json.flag("current", thread.current());
        json.flag("main", thread.main());
        json.text("state", thread.state());
        json.object("stacktrace", thread.stacktrace(), StackWriter::stacktrace);
    }

    static void stacktrace(FieldWriter json, Stacktrace stack) throws IOException {
        json.list("frames", stack.frames(), Frame::written, StackWriter::frame);
        json.data("registers", stack.registers());
        json.omitted("frames_omitted", stack.trimmed());
    }

    private static void mechanism(FieldWriter json, Mechanism mechanism) throws IOException {
        json.text("type", mechanism.type());
        json.text("description", mechanism.description());
        json.flag("handled", mechanism.handled());
        json.flag("synthetic", mechanism.synthetic());
        json.text("source", mechanism.source());
        json.number("exception_id", mechanism.exceptionId());
        json.number("parent_id", mechanism.parentId());
        json.flag("is_exception_group", mechanism.exceptionGroup());
        json.data("meta", mechanism.meta());
        json.data("data", mechanism.data());
    }

    static void frame(FieldWriter json, Frame frame) throws IOException {
        json.text("filename", frame.filename());
        json.text("function", frame.function());
        json.text("raw_function", frame.rawFunction());
        json.text("module", frame.module());
        json.text("package", frame.packageName());
        json.text("abs_path", frame.absPath());
        json.number("lineno", frame.line());
        json.number("colno", frame.column());
        json.text("context_line", frame.contextLine());
        json.texts("pre_context", frame.preContext());
        json.texts("post_context", frame.postContext());
        json.flag("in_app", frame.inApp());
        json.data("vars", frame.vars());
        json.text("instruction_addr", frame.instructionAddress());
        json.text("symbol_addr", frame.symbolAddress());
        json.text("image_addr", frame.imageAddress());
        json.text("platform", frame.platform());
        json.text("source_link", frame.sourceLink());
    }
}
