package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tocsin.sentry.Sent.parse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.ExceptionValue;

/** The many forms in which SDKs tell what was thrown, and where. */
class ExceptionParserTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'exception':{'values':[{'type':'A'},null,{'type':'B','value':'b'}]}}",
                "{'exception':[{'type':'A'},{'type':'B','value':'b'}]}",
                "{'sentry.interfaces.Exception':[{'type':'A'},{'type':'B','value':'b'}]}",
                "{'exception':null,'sentry.interfaces.Exception':{'values':[{'type':'A'},{'type':'B','value':'b'}]}}"
            })
    void exceptionsComeInAnyForm(String json) {
        assertThat(parse(json).exceptions())
                .extracting(ExceptionValue::type, ExceptionValue::value)
                .containsExactly(tuple("A", null), tuple("B", "b"));
        assertThat(parse(json).errors()).isEmpty();
    }

    @Test
    void oneExceptionMayStandAlone() {
        assertThat(parse("{'exception':{'type':'A','value':{'code':5}}}").exceptions())
                .extracting(ExceptionValue::value)
                .containsExactly("{\"code\":5}");
    }

    @Test
    void aTypeMayStandInTheValue() {
        var exception = parse("{'exception':[{'value':'TypeError: x is not a function'}]}")
                .exceptions()
                .getFirst();

        assertThat(exception.type()).isEqualTo("TypeError");
        assertThat(exception.value()).isEqualTo("x is not a function");
        assertThat(parse("{'exception':[{'value':'no such file: x'}]}")
                        .exceptions()
                        .getFirst()
                        .type())
                .isNull();
    }

    @Test
    void anExceptionThatSaysNothingIsLeftOut() {
        var event = parse("{'exception':[{'module':'x'},{'type':'A'},5]}");

        assertThat(event.exceptions()).hasSize(1);
        assertThat(event.errors())
                .extracting(EventError::name)
                .containsExactly("exception.values.0", "exception.values.1");
    }

    @Test
    void theMechanismTellsWhetherItWasHandled() {
        var mechanism = parse(
                        "{'exception':[{'type':'A','mechanism':{'handled':'false','exception_id':1,'parent_id':'0','is_exception_group':true,'meta':{'signal':{'number':11}}}}]}")
                .exceptions()
                .getFirst()
                .mechanism();

        assertThat(mechanism.type()).isEqualTo("generic");
        assertThat(mechanism.handled()).isFalse();
        assertThat(mechanism.synthetic()).isNull();
        assertThat(mechanism.exceptionId()).isEqualTo(1);
        assertThat(mechanism.parentId()).isZero();
        assertThat(mechanism.exceptionGroup()).isTrue();
        assertThat(mechanism.meta().at("/signal/number").asInt()).isEqualTo(11);
    }

    @Test
    void framesKeepWhatTheySay() {
        var frame = frames(
                        "[null,{'function':'f','raw_function':'_f','module':'m','package':'p','abs_path':'/app/x.py','lineno':7,'colno':0,"
                                + "'context_line':'  boom()','pre_context':['a',null],'post_context':[''],'in_app':1,'vars':{'x':[1,2.5]},"
                                + "'instruction_addr':4096,'symbol_addr':'0x1','platform':'cocoa','source_link':'https://x'}]")
                .getFirst();

        assertThat(frame.filename()).isEqualTo("/app/x.py");
        assertThat(frame.rawFunction()).isEqualTo("_f");
        assertThat(frame.packageName()).isEqualTo("p");
        assertThat(frame.line()).isEqualTo(7);
        assertThat(frame.column()).isZero();
        assertThat(frame.contextLine()).isEqualTo("  boom()");
        assertThat(frame.preContext()).containsExactly("a", "");
        assertThat(frame.postContext()).containsExactly("");
        assertThat(frame.inApp()).isTrue();
        assertThat(frame.vars().at("/x/1").doubleValue()).isEqualTo(2.5);
        assertThat(frame.instructionAddress()).isEqualTo("0x1000");
        assertThat(frame.platform()).isEqualTo("cocoa");
    }

    @Test
    void theRawStackServesWhenThereIsNoOther() {
        var event =
                parse("{'exception':[{'type':'A','stacktrace':null,'raw_stacktrace':{'frames':[{'function':'f'}]}}]}");

        assertThat(event.exceptions().getFirst().stacktrace().frames()).hasSize(1);
    }

    @Test
    void aStackMayStandForItself() {
        assertThat(parse("{'sentry.interfaces.Stacktrace':{'frames':[{'function':'f'}],'registers':{'pc':'0x1'}}}")
                        .stacktrace()
                        .registers())
                .hasToString("{\"pc\":\"0x1\"}");
        assertThat(parse("{'stacktrace':[{'function':'f'}]}").stacktrace().frames())
                .hasSize(1);
        assertThat(parse("{'stacktrace':{'frames':[]}}").stacktrace()).isNull();
    }

    @Test
    void threadsHaveNumbersAsIds() {
        var thread = parse(
                        "{'threads':{'values':[{'id':5,'name':'main','crashed':true,'stacktrace':{'frames':[{'function':'f'}]}}]}}")
                .threads()
                .getFirst();

        assertThat(thread.id()).isEqualTo("5");
        assertThat(thread.crashed()).isTrue();
        assertThat(thread.current()).isNull();
        assertThat(thread.stacktrace().frames()).hasSize(1);
    }

    private static List<SentryEvent.Frame> frames(String frames) {
        return parse("{'exception':[{'type':'A','stacktrace':{'frames':" + frames + "}}]}")
                .exceptions()
                .getFirst()
                .stacktrace()
                .frames();
    }
}
