package com.nae.healing.definition;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessDefinition.Healing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** The definition of a program in Python that tests repair; what they do not vary is as a plain file would have it. */
public final class SampleDefinition {
    private static final ProcessDefinition.Identity INHERITED = new ProcessDefinition.Identity(
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    private static final ProcessDefinition.Restart RESTART = new ProcessDefinition.Restart(
            ProcessDefinition.Policy.ALWAYS,
            Set.of(0),
            Set.of(125),
            Duration.ofSeconds(1),
            3,
            Duration.ofMinutes(10),
            Duration.ofMillis(100),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60));

    private SampleDefinition() {}

    public static ProcessDefinition of(
            InstanceId id, Path directory, Map<String, String> environment, List<Dependency> needs, Healing healing) {
        return new ProcessDefinition(
                id.process(),
                id.mode(),
                new ProcessDefinition.Execution(
                        List.of("python3", "main.py"), directory, environment, INHERITED, false),
                RESTART,
                new ProcessDefinition.Stop("TERM", Duration.ofSeconds(10)),
                new ProcessDefinition.Start(
                        new ProcessDefinition.Schedule(Optional.empty(), Optional.empty()), needs, 1, true, false),
                new ProcessDefinition.Probes(Optional.empty(), Optional.empty()),
                new ProcessDefinition.Limits(OptionalLong.empty(), Optional.empty(), Optional.empty()),
                new ProcessDefinition.Log(1 << 20, 3, true),
                healing,
                new ProcessDefinition.Evidence(false),
                List.of());
    }

    /** Healing by itself but for the families named, in some sources. */
    public static Healing healing(Map<String, Autonomy> families, List<String> sources) {
        return new Healing(Autonomy.AUTO, families, sources, List.of());
    }

    /** The families of one mode, out of words such as {@code approve} by names such as {@code live.key}. */
    public static Map<String, Autonomy> families(Map<String, String> words, Mode mode) {
        Map<String, Autonomy> families = new TreeMap<>();
        words.forEach((name, word) -> {
            if (name.startsWith(mode.word() + ".")) {
                families.put(name.substring(mode.word().length() + 1), Autonomy.valueOf(word.toUpperCase(Locale.ROOT)));
            }
        });
        return families;
    }
}
