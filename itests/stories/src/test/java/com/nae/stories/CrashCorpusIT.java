package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every program of the crash corpus ends as its case says, under the default settings: healed, suggested, left alone or
 * waiting.
 */
class CrashCorpusIT {
    /** Programs that run at a time; each runs once in each mode. */
    private static final int TOGETHER = Integer.getInteger("corpus.together", 7);

    @ParameterizedTest(name = "{0}, judged by {1}")
    @CsvSource({"dual, live", "live, live", "sandbox, sandbox"})
    void everyProgramEndsAsItsCaseSays(String runtime, String judged) throws IOException {
        List<CorpusCase> cases = CorpusCase.all();
        List<String> complaints = new ArrayList<>();
        for (int from = 0; from < cases.size(); from += TOGETHER) {
            try (StoryHome home = new StoryHome().up(runtime)) {
                play(home, judged, cases.subList(from, Math.min(cases.size(), from + TOGETHER)), complaints);
            }
        }
        assertEquals(List.of(), complaints);
    }

    private static void play(StoryHome home, String judged, List<CorpusCase> cases, List<String> complaints)
            throws IOException {
        List<CorpusScene> scenes = new ArrayList<>();
        for (CorpusCase one : cases) {
            scenes.add(new CorpusScene(one, home, judged));
        }
        for (CorpusScene scene : scenes) {
            scene.begin();
        }
        while (!scenes.isEmpty()) {
            for (CorpusScene scene : List.copyOf(scenes)) {
                if (scene.over()) {
                    scenes.remove(scene);
                    judge(home, scene, complaints);
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
    }

    private static void judge(StoryHome home, CorpusScene scene, List<String> complaints) throws IOException {
        JsonElement status = home.json("status");
        JsonElement issues = home.json("issues");
        System.out.println(scene.line(status, issues));
        scene.complaints(status, issues).forEach(c -> complaints.add(scene.play.name() + ": " + c));
        if (!complaints.isEmpty()) {
            System.out.println("  " + scene.complaints(status, issues));
        }
    }
}
