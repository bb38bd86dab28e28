package com.nae.healer.patterns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.healing.Change;
import com.nae.api.issue.Issue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixPatternTest {
    private static FixPattern of(String... pairs) {
        Map<String, String> settings = new HashMap<>(Map.of("match", "boom (?P<what>\\S+)"));
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return FixPattern.of("sample", new Settings(settings));
    }

    @ParameterizedTest
    @CsvSource({
        "match,(,remedy.restart,5s",
        "remedy.command,kill ${what},x,y",
        "remedy.environment.A,${what},x,y",
        "remedy.suggest,${who},x,y",
        "remedy.restart,soon,x,y",
        "remedy.command,'a \"b',x,y",
        "remedy.environment.A-B,1,x,y",
        "family,imports,remedy.restart,1s",
        "remedy.restart,1s,remedi,1",
        "confidence,2,remedy.restart,1s",
        "limit,0,remedy.restart,1s"
    })
    void aPatternThatCannotBeUsedIsRefused(String key, String value, String other, String otherValue) {
        assertThrows(SettingsException.class, () -> of(key, value, other, otherValue));
    }

    @Test
    void aPatternWithoutARemedyIsRefused() {
        assertEquals(
                "remedy",
                assertThrows(SettingsException.class, FixPatternTest::of).key());
    }

    @Test
    void aNameThatIsNoneIsRefused() {
        assertThrows(
                SettingsException.class,
                () -> FixPattern.of("../x", new Settings(Map.of("match", "x", "remedy.restart", "1s"))));
    }

    @Test
    void aTracebackIsMatchedOverItsLines() {
        FixPattern pattern = of("match", "File \"main.py\"(?s:.*)^OSError", "remedy.suggest", "look");
        Issue issue = SampleIssues.of(
                "OSError",
                "x",
                "python",
                "Traceback (most recent call last):",
                "  File \"main.py\", line 1, in <module>",
                "OSError: x");
        assertTrue(pattern.fix(issue).isPresent());
    }

    @Test
    void conditionsNarrowIt() {
        FixPattern pattern = of("language", "python", "type", "OSError", "family", "other", "remedy.suggest", "look");
        assertTrue(pattern.fix(SampleIssues.of("OSError", "boom x", "python")).isPresent());
        assertTrue(pattern.fix(SampleIssues.of("OSError", "boom x", "node")).isEmpty());
        assertTrue(pattern.fix(SampleIssues.of("KeyError", "boom x", "python")).isEmpty());
    }

    @Test
    void theRemedyIsMadeInTheVocabularyAlone() {
        FixPattern pattern =
                of("remedy.environment.MODE", "safe", "remedy.command", "tool 'two words' x", "remedy.restart", "2s");
        List<Change> changes =
                pattern.fix(SampleIssues.of("E", "boom x", "")).orElseThrow().changes();
        assertEquals(
                List.of("SetEnvironment", "RunCommand", "Restart"),
                changes.stream().map(c -> c.getClass().getSimpleName()).toList());
        assertEquals(List.of("tool", "two words", "x"), ((Change.RunCommand) changes.get(1)).argv());
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.org:5432,AwaitEndpoint",
        "[::1]:80,AwaitEndpoint",
        "$(reboot):80,Suggest",
        "db:99999,Suggest",
        "-x:80,Suggest",
        "a;b:80,Suggest"
    })
    void anEndpointOutOfTheLogIsOneOrIsLeftOut(String said, String change) {
        List<Change> changes = of("remedy.await", "${what}")
                .fix(SampleIssues.of("E", "boom " + said, ""))
                .orElseThrow()
                .changes();
        assertEquals(change, changes.get(0).getClass().getSimpleName());
    }

    @Test
    void controlCharactersOfTheLogReachNobody() {
        var suggest = (Change.Suggest) of("remedy.suggest", "look at ${what}")
                .fix(SampleIssues.of("E", "boom \u001b[31mred", ""))
                .orElseThrow()
                .changes()
                .get(0);
        assertEquals("look at  [31mred", suggest.remedy());
    }

    @Test
    void anExpressionThatExplodesElsewhereEndsHere() {
        FixPattern pattern = of("match", "(a+)+$", "remedy.suggest", "look");
        assertTrue(
                pattern.fix(SampleIssues.of("E", "a".repeat(50_000) + "b", "")).isEmpty());
    }
}
