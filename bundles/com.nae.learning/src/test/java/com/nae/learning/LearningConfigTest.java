package com.nae.learning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.learning.forecast.ExhaustionForecaster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningConfigTest {
    @Test
    void theDefaultsAreThoseThatNoHealthySeriesTriggers() {
        Config config = Config.of(new Settings(Map.of()));
        assertEquals(ExhaustionForecaster.defaults(), config.forecaster());
        assertEquals(Duration.ofMinutes(5), config.interval());
        assertTrue(config.enhance() && config.restarts().on());
    }

    @Test
    void aSettingThatLearningCannotWorkWithIsRefusedByName() {
        refused("learning_interval", "0");
        refused("learning_interval", "soon");
        refused("preemptive_level", "0.5");
        refused("preemptive_lead", "0.9");
        refused("learning_intervall", "5m");
    }

    private static void refused(String key, String value) {
        SettingsException refusal = assertThrows(
                SettingsException.class,
                () -> new LearningConfigurationCheck().check("com.nae.learning.cfg", new Settings(Map.of(key, value))));
        assertTrue(refusal.getMessage().contains(key), refusal::getMessage);
    }
}
