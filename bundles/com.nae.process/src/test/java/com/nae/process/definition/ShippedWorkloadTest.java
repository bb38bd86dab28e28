package com.nae.process.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Dependency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The definitions that stand in the project's {@code config/}. */
class ShippedWorkloadTest {
    private static final Path CONFIG = Path.of("../../config");
    private static final String PREFIX = "com.nae.process-";
    private final DefinitionContext context =
            new DefinitionContext(Path.of("/srv/nae"), Map.of(), "alice", false, Map.of());
    private final Map<String, ModeDefinitions> shipped = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        try (Stream<Path> files = Files.list(CONFIG)) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches(PREFIX + ".*\\.cfg"))
                    .toList()) {
                String name = file.getFileName().toString().replaceAll(PREFIX + "|\\.cfg", "");
                shipped.put(name, ModeDefinitions.of(name, settings(file), context, ProcessDefaults.STANDARD));
            }
        }
    }

    private static Settings settings(Path file) throws IOException {
        var properties = new Properties();
        properties.load(Files.newBufferedReader(file));
        Map<String, String> values = new HashMap<>();
        properties.forEach(
                (key, value) -> values.put(key.toString(), value.toString().replace("${nae.home}", "/srv/nae")));
        return new Settings(values);
    }

    @Test
    void itRunsInBothModesInAnOrderWithoutCircles() {
        assertTrue(
                shipped.keySet().containsAll(List.of("execution", "feed", "strategy", "venue", "workload")),
                shipped.keySet()::toString);
        for (Mode mode : Mode.values()) {
            Map<String, List<String>> graph = new TreeMap<>();
            shipped.forEach((name, d) -> graph.put(
                    name,
                    d.byMode().get(mode).dependsOn().stream()
                            .map(Dependency::process)
                            .toList()));
            assertTrue(DependencyOrder.sort(graph).cycles().isEmpty());
            assertTrue(graph.values().stream().flatMap(List::stream).allMatch(shipped::containsKey));
        }
    }

    @Test
    void noTwoInstancesListenOnOnePort() {
        var ports = shipped.values().stream()
                .flatMap(d -> d.byMode().values().stream())
                .map(ProcessDefinition::environment)
                .flatMap(e -> e.entrySet().stream())
                .filter(e -> e.getKey().endsWith("_PORT"))
                .map(Map.Entry::getValue)
                .toList();
        assertEquals(8, ports.size());
        assertEquals(ports.size(), ports.stream().distinct().count());
    }

    @Test
    void whatMayBeHealedRunsInCopies() {
        var strategy = shipped.get("strategy");
        assertEquals(
                Path.of("/srv/nae/data/trading"),
                strategy.byMode().get(Mode.LIVE).directory());
        assertEquals(
                Path.of("/srv/nae/data/sandbox/strategy"),
                strategy.byMode().get(Mode.SANDBOX).directory());
    }

    @Test
    void noSandboxActsAsLiveUnlessItsFileSaysSo() {
        shipped.forEach((name, d) -> assertEquals(List.of(), d.notices(EnumSet.allOf(Mode.class)), name));
        assertTrue(shipped.get("workload").isolation().shared());
    }
}
