package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing is done to a program that goes on, whatever it prints, while its broken twin is healed in the same home.
 *
 * <p>No lane runs the tag {@code harm} yet: healing still acts on words alone. {@code -Dstories.excluded=} runs it;
 * {@code -Dnae.harm=NAME,...} chooses programs.
 */
@Tag("harm")
@Execution(ExecutionMode.CONCURRENT)
class HarmCorpusIT {
    /** How long every program is watched. */
    private static final int SECONDS = Integer.getInteger("nae.harm.seconds", 120);

    /** How long twins that are not healed by then are waited for. */
    private static final int PATIENCE = Integer.getInteger("nae.harm.patience", 480);

    /** Seconds within which a program that works has noted work. */
    private static final int LONGEST_PAUSE = 20;

    /** The programs of one home. */
    record Batch(List<HarmCase> cases) {
        @Override
        public String toString() {
            return cases.stream().map(HarmCase::name).collect(Collectors.joining(" "));
        }
    }

    static Stream<Batch> batches() throws IOException {
        return HarmCase.batches().stream().map(Batch::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("batches")
    void inDualEveryHealthyProgramIsLeftAloneAndEveryTwinIsHealed(Batch batch) throws IOException {
        play("dual", List.of("live", "sandbox"), batch);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("batches")
    void inLiveEveryHealthyProgramIsLeftAloneAndEveryTwinIsHealed(Batch batch) throws IOException {
        play("live", List.of("live"), batch);
    }

    private static void play(String runtime, List<String> modes, Batch batch) throws IOException {
        List<String> rows = new ArrayList<>();
        try (StoryHome home = new StoryHome().up(runtime)) {
            List<HarmScene> scenes = new ArrayList<>();
            for (HarmCase one : batch.cases()) {
                if (!one.needsInterpreter() || runtime.equals("dual") || HarmScene.LINES.contains("evidence.python")) {
                    scenes.add(new HarmScene(one, home));
                }
            }
            for (HarmScene scene : scenes) {
                scene.begin();
            }
            watch(home, scenes);
            watchWork(scenes, modes);
            HarmScore score = new HarmScore(home);
            for (HarmScene scene : scenes) {
                score.judge(scene, modes);
            }
            rows.addAll(score.rows());
        }
        rows.forEach(row -> System.out.println(runtime + ": " + row));
        assertEquals("", String.join("\n", rows));
    }

    /** Watches for the time of the corpus, and longer while a twin is not healed. */
    private static void watch(StoryHome home, List<HarmScene> scenes) throws IOException {
        long begun = System.nanoTime();
        for (double past = 0; past < SECONDS || past < PATIENCE && sick(home, scenes); past = since(begun)) {
            for (HarmScene scene : scenes) {
                scene.tend();
            }
            LockSupport.parkNanos(500_000_000);
        }
    }

    /** Watches until every program has noted more work, for a while. */
    private static void watchWork(List<HarmScene> scenes, List<String> modes) {
        scenes.forEach(scene -> modes.forEach(scene::mark));
        long begun = System.nanoTime();
        while (since(begun) < LONGEST_PAUSE
                && scenes.stream().anyMatch(scene -> modes.stream().anyMatch(scene::still))) {
            LockSupport.parkNanos(500_000_000);
        }
    }

    private static boolean sick(StoryHome home, List<HarmScene> scenes) {
        JsonElement status = home.json("status");
        return scenes.stream().anyMatch(scene -> scene.play.twin() && !scene.works(status, "live"));
    }

    private static double since(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
