package com.nae.healing.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.api.healing.Change.AwaitEndpoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CounterpartTest {
    private static final AwaitEndpoint SANDBOX = new AwaitEndpoint("127.0.0.1", 24110);

    @Test
    void liveWaitsForItsOwnEndpointAndNotForTheSandboxs() {
        assertEquals(
                new AwaitEndpoint("10.0.0.7", 24210),
                Counterpart.of(
                        SANDBOX,
                        Map.of("FEED_URL", "http://127.0.0.1:24110/x", "OTHER", "http://127.0.0.1:1"),
                        Map.of("FEED_URL", "http://10.0.0.7:24210/x", "OTHER", "http://127.0.0.1:2")));
    }

    @Test
    void aVariableThatHoldsThePortAloneIsFollowed() {
        assertEquals(
                new AwaitEndpoint("127.0.0.1", 5433),
                Counterpart.of(
                        new AwaitEndpoint("127.0.0.1", 5432), Map.of("DB_PORT", "5432"), Map.of("DB_PORT", "5433")));
    }

    @Test
    void whatNoVariableNamesStaysAsItIs() {
        assertEquals(SANDBOX, Counterpart.of(SANDBOX, Map.of("A", "b"), Map.of("A", "c")));
        assertEquals(SANDBOX, Counterpart.of(SANDBOX, Map.of("P", "24110"), Map.of("P", "99999")));
        assertEquals(SANDBOX, Counterpart.of(SANDBOX, Map.of("P", "24110"), Map.of()));
    }
}
