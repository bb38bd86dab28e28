package com.nae.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nae.api.config.SettingsException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileNameTest {
    @Test
    void theFirstDashEndsThePid() {
        assertEquals(
                new ConfigurationFileName("com.nae.health", Optional.empty()),
                ConfigurationFileName.of("com.nae.health.cfg"));
        assertEquals(
                new ConfigurationFileName("com.nae.healer.patterns", Optional.of("port-in-use")),
                ConfigurationFileName.of("com.nae.healer.patterns-port-in-use.cfg"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.nae.process-.cfg",
                "com.nae.process-my trader.cfg",
                "com.nae.process--x.cfg",
                "com.nae.process-a@live.cfg",
                "com.nae.process-\u001b[31m.cfg",
                "com.nae..cfg",
                "com.nae.Process-x.cfg",
                "trader.cfg",
                "com.nae.cfg"
            })
    void anInvalidNameIsRefused(String file) {
        assertThrows(SettingsException.class, () -> ConfigurationFileName.of(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".com.nae.process-x.cfg.swp",
                "com.nae.process-x.cfg~",
                "4913",
                "com.nae.process-x.cfg.tmp",
                "logback.xml"
            })
    void temporaryFilesOfEditorsAreIgnored(String file) {
        assertFalse(ConfigurationFileName.isConfiguration(file));
    }
}
