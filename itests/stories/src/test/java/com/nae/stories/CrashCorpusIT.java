package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every program of the crash corpus ends as its case says, under the default settings: healed, suggested, left alone or
 * waiting.
 */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
class CrashCorpusIT {
    /** Programs that run in one home. */
    private static final int TOGETHER = Integer.getInteger("corpus.together", 7);

    /** The programs of one home. */
    record Share(List<CorpusCase> cases) {
        @Override
        public String toString() {
            return cases.stream().map(CorpusCase::name).collect(Collectors.joining(" "));
        }
    }

    static Stream<Share> all() throws IOException {
        return shares(CorpusCase.all());
    }

    static Stream<Share> inPython() throws IOException {
        return shares(CorpusCase.all().stream().filter(CorpusCase::python).toList());
    }

    static Stream<Share> inOtherLanguages() throws IOException {
        return shares(CorpusCase.all().stream().filter(one -> !one.python()).toList());
    }

    private static Stream<Share> shares(List<CorpusCase> all) {
        List<Share> shares = new ArrayList<>();
        for (int from = 0; from < all.size(); from += TOGETHER) {
            shares.add(new Share(all.subList(from, Math.min(all.size(), from + TOGETHER))));
        }
        return shares.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inPython")
    void inDualEveryPythonProgramOfLiveEndsAsItsCaseSays(Share share) throws IOException {
        play("dual", "live", share);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inOtherLanguages")
    @Tag("node")
    void inDualEveryOtherProgramOfLiveEndsAsItsCaseSays(Share share) throws IOException {
        play("dual", "live", share);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @Tag("every-mode")
    void inLiveEveryProgramEndsAsItsCaseSays(Share share) throws IOException {
        play("live", "live", share);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    @Tag("every-mode")
    void inSandboxEveryProgramEndsAsItsCaseSays(Share share) throws IOException {
        play("sandbox", "sandbox", share);
    }

    /** @param judged the mode whose instances are judged */
    private static void play(String runtime, String judged, Share share) throws IOException {
        List<String> complaints = new ArrayList<>();
        try (StoryHome home = new StoryHome().up(runtime)) {
            List<CorpusScene> scenes = new ArrayList<>();
            for (CorpusCase one : share.cases()) {
                scenes.add(new CorpusScene(one, home, judged));
            }
            for (CorpusScene scene : scenes) {
                scene.begin(runtime.equals("live"));
            }
            while (!scenes.isEmpty()) {
                for (CorpusScene scene : List.copyOf(scenes)) {
                    if (scene.over()) {
                        scenes.remove(scene);
                        judge(home, scene, complaints);
                    }
                }
                LockSupport.parkNanos(100_000_000);
            }
        }
        assertEquals(List.of(), complaints);
    }

    private static void judge(StoryHome home, CorpusScene scene, List<String> complaints) throws IOException {
        JsonElement status = home.json("status");
        JsonElement issues = home.json("issues");
        System.out.println(scene.line(status, issues));
        scene.complaints(status, issues).forEach(complaint -> complaints.add(scene.play.name() + ": " + complaint));
    }
}
