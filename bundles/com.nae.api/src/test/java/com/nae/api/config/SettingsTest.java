package com.nae.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static Settings of(String key, String value) {
        return new Settings(Map.of(key, value));
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "30s,30000", "5m,300000", "2h,7200000", "7,7000"})
    void durations(String text, long millis) {
        assertEquals(Duration.ofMillis(millis), of("k", text).duration("k", Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({"64K,65536", "50M,52428800", "2G,2147483648", "12,12", "1m,1048576"})
    void sizes(String text, long bytes) {
        assertEquals(bytes, of("k", text).size("k", 0));
    }

    @ParameterizedTest
    @CsvSource({"30 parsecs", "-3s", "s", "99999999999999999999s", "100000000000d"})
    void aBadDurationNamesItsKey(String text) {
        var e = assertThrows(
                SettingsException.class, () -> of("stop_timeout", text).duration("stop_timeout", Duration.ZERO));
        assertEquals("stop_timeout", e.key());
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestKnownOne() {
        Settings settings = of("comand", "x");
        settings.text("command");
        var e = assertThrows(SettingsException.class, settings::end);
        assertEquals("comand is not a known key; did you mean 'command'?", e.getMessage());
    }

    @Test
    void everythingThatIsWrongIsToldAtTheEndTheMisspeltKeyFirst() {
        Settings settings = Settings.collectingErrors(
                Map.of("comand", "x", "replicas", "two", "stop_timeout", "soon", "start_seconds", "2s"));
        assertEquals("", settings.required("command"));
        assertEquals(1, settings.integer("replicas", 1, 1, 100));
        assertEquals(Duration.ofSeconds(10), settings.duration("stop_timeout", Duration.ofSeconds(10)));
        assertEquals(Duration.ofSeconds(2), settings.duration("start_seconds", Duration.ofSeconds(1)));
        var e = assertThrows(SettingsException.class, settings::end);
        assertEquals(
                List.of("comand", "replicas", "stop_timeout"),
                e.all().stream().map(SettingsException::key).toList());
        assertEquals("comand", e.key());
    }

    @Test
    void whatConfigAdminAndScrAddIsNotASetting() {
        Settings settings = new Settings(Map.of(
                "service.pid",
                "x",
                "nae.file",
                "y",
                "component.id",
                "1",
                "osgi.ds.satisfying.condition.target",
                "(a=b)",
                "a",
                " 1, 2 ,,3"));
        assertEquals(List.of("1", "2", "3"), settings.list("a", List.of()));
        settings.end();
    }

    @Test
    void numbersOutsideTheirBoundsAreRefused() {
        assertThrows(SettingsException.class, () -> of("replicas", "0").integer("replicas", 1, 1, 100));
        assertThrows(SettingsException.class, () -> of("replicas", "two").integer("replicas", 1, 1, 100));
        assertEquals(2, of("replicas", "2").integer("replicas", 1, 1, 100));
    }
}
