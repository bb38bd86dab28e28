package com.nae.learning.records;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A thousand cases of one family, an hour apart, each with its own fingerprint, and patterns whose chances of success
 * are unknown.
 */
class TrackRecordTableTest {
    private static final int CASES = 1000;
    private static final int HOUR = 3600;
    private final double[] worth = {0.2, 0.85, 0.4, 0.1};

    @Test
    void regretFlattens() {
        double early = 0;
        double late = 0;
        for (int seed = 0; seed < 20; seed++) {
            double[] regret = run(seed, CASES, (i, w) -> {}).regret;
            early += IntStream.range(0, 200).mapToDouble(i -> regret[i]).sum();
            late += IntStream.range(800, CASES).mapToDouble(i -> regret[i]).sum();
        }
        System.out.printf(
                "regret a case: first 200 %.3f, last 200 %.3f (a blind choice has %.3f)%n",
                early / 4000, late / 4000, 0.85 - 0.3875);
        assertTrue(late < 0.6 * early && late / 4000 < 0.06, early + " -> " + late);
    }

    @Test
    void aPatternThatStopsWorkingIsDroppedWithinTenFailures() {
        int worst = 0;
        for (int seed = 0; seed < 20; seed++) {
            Run run = run(seed, CASES, (i, w) -> w[1] = i < 500 ? 0.85 : 0);
            worst = Math.max(worst, run.failuresUntilDropped(500, 1));
        }
        assertTrue(worst <= 10, "failures until dropped: " + worst);
    }

    @Test
    void aPatternThatStartsToWorkIsFoundAgain() {
        int found = 0;
        for (int seed = 0; seed < 20; seed++) {
            Run run = run(seed, 3 * CASES, (i, w) -> {
                w[0] = i < 1000 ? 0.05 : 0.95;
                w[1] = i < 1000 ? 0.85 : 0.3;
            });
            long late =
                    IntStream.range(2500, 3000).filter(i -> run.chosen[i] == 0).count();
            found += late > 350 ? 1 : 0;
        }
        assertTrue(found >= 19, "found again in " + found + " of 20 streams");
    }

    private interface World {
        void turn(int at, double[] worth);
    }

    private record Run(int[] chosen, double[] regret) {
        /** Failures of a pattern after a moment until it is chosen in less than a quarter of the next twenty cases. */
        int failuresUntilDropped(int from, int pattern) {
            int failures = 0;
            for (int i = from; i < chosen.length - 20; i++) {
                int next = i;
                if (IntStream.range(next, next + 20)
                                .filter(k -> chosen[k] == pattern)
                                .count()
                        < 5) {
                    return failures;
                }
                failures += chosen[i] == pattern ? 1 : 0;
            }
            return failures;
        }
    }

    private Run run(int seed, int cases, World world) {
        Random random = new Random(seed);
        TrackRecordTable ledger = new TrackRecordTable();
        double[] now = worth.clone();
        Run run = new Run(new int[cases], new double[cases]);
        for (int i = 0; i < cases; i++) {
            world.turn(i, now);
            int best = choose(ledger, i, random);
            run.chosen[i] = best;
            run.regret[i] = IntStream.range(0, now.length)
                            .mapToDouble(p -> now[p])
                            .max()
                            .orElse(0)
                    - now[best];
            ledger.outcome(key(i, best), random.nextDouble() < now[best], (long) i * HOUR);
        }
        return run;
    }

    private static int choose(TrackRecordTable ledger, int at, Random random) {
        int best = 0;
        double highest = -1;
        for (int p = 0; p < 4; p++) {
            double draw = ledger.draw(key(at, p), (long) at * HOUR, random);
            if (draw > highest) {
                highest = draw;
                best = p;
            }
        }
        return best;
    }

    private static TrackRecordTable.RecordKey key(int at, int pattern) {
        return new TrackRecordTable.RecordKey("f" + at, "connection", "p" + pattern);
    }
}
