package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tocsin.bench.Receipts.Receipt;

class ReceiptsTest {

    private static final UUID ID = UUID.fromString("0a8f7b5c-57f3-4f2b-9d5e-0e4d5a6b7c8d");

    @Test
    void theSameIdInAnotherProjectIsAnotherEvent() throws SQLException {
        var receipts = new Receipts();
        receipts.add(1, ID);
        receipts.add(2, ID);

        assertThat(receipts.missing(rows(new Receipt(2, ID)))).containsExactly(new Receipt(1, ID));
        assertThat(receipts.missing(rows(new Receipt(1, ID), new Receipt(2, ID))))
                .isEmpty();
    }

    @Test
    void whatWasNeverAnsweredMayBeStoredToo() throws SQLException {
        var receipts = new Receipts();
        receipts.add(1, ID);

        assertThat(receipts.missing(rows(new Receipt(1, ID), new Receipt(1, UUID.randomUUID()))))
                .isEmpty();
    }

    @Test
    void whereNothingIsStoredAllIsMissing() throws SQLException {
        var receipts = new Receipts();
        receipts.add(1, ID);

        assertThat(receipts.missing(rows())).hasSize(1);
        assertThat(receipts.size()).isEqualTo(1);
    }

    /** As a database gives them. */
    private static ResultSet rows(Receipt... stored) {
        var next = List.of(stored).iterator();
        var current = new Receipt[1];
        return (ResultSet) Proxy.newProxyInstance(
                ReceiptsTest.class.getClassLoader(), new Class<?>[] {ResultSet.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "next" -> {
                            var more = next.hasNext();
                            current[0] = more ? next.next() : null;
                            return more;
                        }
                        case "getLong" -> {
                            return current[0].project();
                        }
                        case "getObject" -> {
                            return current[0].event();
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });
    }
}
