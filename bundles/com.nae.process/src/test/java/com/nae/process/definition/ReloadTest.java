package com.nae.process.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadTest {
    private static ProcessDefinition definition(String key, String value) {
        Map<String, String> settings = new HashMap<>(Map.of("command", "a"));
        settings.put(key, value);
        return ModeDefinitions.of(
                        "x",
                        new Settings(settings),
                        new DefinitionContext(Path.of("/srv"), Map.of(), "root", true, Map.of()),
                        ProcessDefaults.STANDARD)
                .byMode()
                .get(Mode.SANDBOX);
    }

    @ParameterizedTest
    @CsvSource({
        "command,b,true",
        "directory,/opt,true",
        "environment.A,1,true",
        "umask,022,true",
        "nice,3,true",
        "limit_nofile,99,true",
        "notify,true,true",
        "command,a,false",
        "log_keep,3,false",
        "log_max_size,1M,false",
        "restart_threshold,9,false",
        "autorestart,never,false",
        "stop_timeout,1s,false",
        "readiness.tcp,:80,false",
        "liveness.http,http://localhost,false",
        "healing,observe,false",
        "verify,true,false",
        "autostart,false,false",
        "replicas,3,false",
        "depends_on,feed,false",
        "critical,true,false",
        "memory_limit,1G,false",
        "watch,*.py,false",
        "schedule,@daily,false"
    })
    void onlyWhatAProgramIsLaunchedWithNeedsARestart(String key, String value, boolean restart) {
        assertEquals(restart, Reload.needsRestart(definition("command", "a"), definition(key, value)));
    }

    @Test
    void theHookForEvidenceWaitsForTheNextStart() {
        assertFalse(Reload.needsRestart(definition("command", "a"), definition("evidence.python", "off")));
    }

    /** A program enters its cgroup when it is launched. */
    @Test
    void aHardLimitOfMemoryNeedsARestart() {
        assertTrue(Reload.needsRestart(definition("command", "a"), definition("memory_max", "1G")));
    }
}
