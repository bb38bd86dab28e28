package com.nae.learning.anomaly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DecayingQuantilesTest {
    private final DecayingQuantiles quantiles = new DecayingQuantiles();

    @Test
    void quantilesAreRightToTwelvePercentOverFourDecades() {
        for (double unit : new double[] {0.1, 1, 1000}) {
            DecayingQuantiles q = new DecayingQuantiles();
            for (int i = 0; i < 1000; i++) {
                q.add(unit * (1 + i * 387 % 1000) / 1000);
            }
            for (double part : new double[] {0.05, 0.5, 0.95, 0.99}) {
                assertEquals(1, q.at(part) / (unit * part), 0.12, "q" + part + " of " + unit);
            }
        }
    }

    @Test
    void invalidTimesAreSkippedAndNoDataIsZero() {
        quantiles.add(Double.NaN);
        quantiles.add(-1);
        quantiles.add(Double.POSITIVE_INFINITY);
        assertEquals(0, quantiles.count());
        assertEquals(0, quantiles.at(0.99));
    }

    @Test
    void aProbeThatBecameSlowForGoodIsSlowUsuallyAfterSomeHundredAnswers() {
        Random random = new Random(1);
        for (int i = 0; i < 5000; i++) {
            quantiles.add(0.1 + 0.01 * random.nextDouble());
        }
        assertTrue(quantiles.at(0.5) < 0.13);
        for (int i = 0; i < 600; i++) {
            quantiles.add(5);
        }
        assertTrue(quantiles.at(0.5) > 4, "now " + quantiles.at(0.5));
    }
}
