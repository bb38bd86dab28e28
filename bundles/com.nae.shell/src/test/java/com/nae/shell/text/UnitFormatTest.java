package com.nae.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitFormatTest {
    @ParameterizedTest
    @CsvSource({"0.9,0s", "59,59s", "60,1m", "250,4m 10s", "3600,1h", "11100,3h 5m", "90000,1d 1h", "-5,0s"})
    void durationsHaveOneOrTwoUnits(double seconds, String words) {
        assertEquals(words, UnitFormat.duration(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "999,999",
        "1000,1.0K",
        "1536,1.5K",
        "10240,10K",
        "104857600,100M",
        "1099511627776,1.0T",
        "9223372036854775807,8192P"
    })
    void sizesHaveTwoSignificantDigitsAndOneUnit(long bytes, String words) {
        assertEquals(words, UnitFormat.bytes(bytes));
    }

    @Test
    void unknownValuesAreADashAndCountsHaveTheRightPlural() {
        assertEquals("-", UnitFormat.bytes(null));
        assertEquals("-", UnitFormat.percent(null));
        assertEquals(
                List.of("1 fix", "2 fixes", "0 issues"),
                List.of(UnitFormat.plural(1, "fix"), UnitFormat.plural(2, "fix"), UnitFormat.plural(0, "issue")));
    }

    @ParameterizedTest
    @CsvSource({"tarder,trader", "tradr,trader", "trader@liv,trader@live", "fe,feed", "xyz,"})
    void theMostSimilarWordIsSuggested(String word, String near) {
        assertEquals(
                near == null ? "" : "; did you mean '" + near + "'?",
                SpellingHint.hint(word, List.of("trader", "feed", "trader@live")));
    }

    @Test
    void sparklinesReachTheTopAtTheHighest() {
        assertEquals("▁▅█", Sparkline.of(new double[] {99, 0, 50, 100}, 3));
        assertEquals("", Sparkline.of(new double[0], 3));
    }
}
