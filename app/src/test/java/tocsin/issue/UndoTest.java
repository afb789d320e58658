package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.BadRequestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndoTest {

    @Test
    void anAddressSaysWhatEachIssueWas() {
        assertThat(Undo.parse(List.of("1:resolved", "2:ignored", "1:resolved")))
                .isEqualTo(Map.of(1L, Issue.Status.RESOLVED, 2L, Issue.Status.MUTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {":", "", "1", "1:", ":resolved", "1:open", "x:resolved", "9999999999999999999:resolved", "1:2:3"
            })
    void anythingElseIsABadRequest(String set) {
        assertThatThrownBy(() -> Undo.parse(List.of(set))).isInstanceOf(BadRequestException.class);
    }
}
