package com.nae.process.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DependencyOrderTest {
    @Test
    void dependenciesComeFirst() {
        DependencyOrder order = DependencyOrder.sort(Map.of(
                "execution",
                List.of("strategy", "venue"),
                "strategy",
                List.of("feed"),
                "feed",
                List.of(),
                "venue",
                List.of("feed")));
        assertEquals(List.of("feed", "strategy", "venue", "execution"), order.names());
        assertTrue(order.cycles().isEmpty());
    }

    @Test
    void aCircleIsToldByItsMembersAndStopsNobodyElse() {
        DependencyOrder order = DependencyOrder.sort(Map.of(
                "a", List.of("b"), "b", List.of("c"), "c", List.of("a"), "free", List.of(), "behind", List.of("a")));
        assertEquals(List.of(List.of("a", "b", "c")), order.cycles());
        assertEquals(Set.of("a", "b", "c", "free", "behind"), Set.copyOf(order.names()));
        assertEquals(5, order.names().size());
        assertTrue(order.names().indexOf("a") < order.names().indexOf("behind"));
    }

    @Test
    void aDependencyThatNobodyDefinesIsLeftOut() {
        assertEquals(new DependencyOrder(List.of("a"), List.of()), DependencyOrder.sort(Map.of("a", List.of("gone"))));
    }
}
