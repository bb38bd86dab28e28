package com.nae.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.history.History;
import com.nae.api.history.HistoryEvent;
import com.nae.api.history.HistoryState;
import com.nae.api.history.ResourcePoint;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.api.shell.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HistoryCommandTest {
    private static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");

    private final History history = new History() {
        @Override
        public List<ResourcePoint> samples(InstanceId instance, Instant from, Instant to) {
            return instance.process().equals("trader") && instance.mode() == Mode.LIVE
                    ? List.of(new ResourcePoint(
                            AT,
                            Duration.ZERO,
                            OptionalDouble.of(1.5),
                            OptionalDouble.of(1.5),
                            OptionalLong.of(1024),
                            OptionalLong.of(1024),
                            OptionalLong.of(1024),
                            OptionalLong.empty(),
                            OptionalLong.of(2),
                            OptionalDouble.empty(),
                            OptionalDouble.empty()))
                    : List.of();
        }

        @Override
        public List<HistoryEvent> events(String process, Instant from, Instant to, int limit) {
            return List.of(
                    new HistoryEvent(AT, "trader", "trader@live", HistoryEvent.Kind.STATE, "FATAL: said \"no\", twice"),
                    new HistoryEvent(AT, "trader", "trader@sandbox", HistoryEvent.Kind.STATE, "RUNNING"));
        }

        @Override
        public List<String> processes() {
            return List.of("trader");
        }

        @Override
        public List<InstanceId> instances(String process) {
            return List.of(InstanceId.parse("trader@live"), InstanceId.parse("trader:1@live"));
        }

        @Override
        public HistoryState state() {
            return new HistoryState(Optional.empty(), 0);
        }
    };

    private String run(boolean json, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        assertEquals(
                Command.DONE,
                new HistoryCommand(history).run(new Invocation(List.of(arguments), json, out, out, Screen.NONE, null)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eventsArePrintedAsLinesCsvAndJson() {
        assertTrue(run(false, "trader").contains("trader@live          state    FATAL: said \"no\", twice\n"));
        assertEquals(
                "time,process,instance,kind,text\n"
                        + "2026-01-01T12:00:00Z,trader,trader@live,state,\"FATAL: said \"\"no\"\", twice\"\n",
                run(false, "trader@live", "--csv"));
        assertTrue(run(true, "trader@sandbox")
                .startsWith("[{\"time\":\"2026-01-01T12:00:00Z\",\"process\":\"trader\","
                        + "\"instance\":\"trader@sandbox\",\"kind\":\"state\""));
    }

    @Test
    void unknownValuesOfSamplesAreLeftOut() {
        assertEquals(
                "time,span_s,instance,cpu_percent,cpu_max_percent,memory_bytes,memory_min_bytes,memory_max_bytes,"
                        + "files,threads,errors_per_hour,probe_seconds\n"
                        + "2026-01-01T12:00:00Z,0,trader@live,1.5,1.5,1024,1024,1024,,2,,\n"
                        + "2026-01-01T12:00:00Z,0,trader:1@live,1.5,1.5,1024,1024,1024,,2,,\n",
                run(false, "trader", "--samples", "--csv", "--since", "2h"));
        assertTrue(run(true, "trader", "--samples").contains("\"files\":null,\"threads\":2"));
    }

    @Test
    void invalidArgumentsAndUnknownProcessesAreReported() {
        for (String odd : List.of("nobody", "@live", "trader'--", "%", "../trader", "tra\nder")) {
            assertEquals(
                    Command.UNKNOWN,
                    assertThrows(CommandException.class, () -> run(false, odd)).code(),
                    odd);
        }
        for (String[] wrong : List.of(
                new String[] {"--since"},
                new String[] {"--since", "soon"},
                new String[] {"-n", "0"},
                new String[] {"a", "b"},
                new String[] {"--samples"})) {
            assertEquals(
                    Command.USAGE,
                    assertThrows(CommandException.class, () -> run(false, wrong))
                            .code(),
                    List.of(wrong).toString());
        }
    }
}
