package com.nae.process.definition;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Definitions of a process {@code trader} out of lines of a file. */
final class DefinitionFixture {
    static final Path HOME = Path.of("/srv/nae");
    static final DefinitionContext ROOT = new DefinitionContext(
            HOME, Map.of("PATH", "/usr/bin", "RUN", "/run/x"), "root", true, Map.of("limit_nofile", 9L));
    static final DefinitionContext USER =
            new DefinitionContext(HOME, Map.of(), "alice", false, Map.of("limit_nofile", 4096L));

    static ModeDefinitions parse(DefinitionContext context, String... lines) {
        Map<String, String> map = new HashMap<>(Map.of("command", "python3 main.py"));
        for (String line : lines) {
            int equals = line.indexOf('=');
            map.put(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        map.values().removeIf("absent"::equals);
        return ModeDefinitions.of("trader", new Settings(map), context, ProcessDefaults.STANDARD);
    }

    static ProcessDefinition live(String... lines) {
        return parse(ROOT, lines).byMode().get(Mode.LIVE);
    }

    static ProcessDefinition sandbox(String... lines) {
        return parse(ROOT, lines).byMode().get(Mode.SANDBOX);
    }

    static SettingsException refused(DefinitionContext context, String... lines) {
        return assertThrows(SettingsException.class, () -> parse(context, lines));
    }
}
