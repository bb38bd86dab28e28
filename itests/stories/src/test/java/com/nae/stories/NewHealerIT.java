package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A project that {@code scripts/new-healer} makes is edited, built by one command and dropped, and heals. */
class NewHealerIT {
    private static final String SOURCE = "src/main/java/healer/coldcache/ColdCacheHealer.java";

    private static final String SUGGESTION =
            "return List.of(Fix.suggest(\"cold-cache\", \"what a person is to do about \" + issue.message()));";
    private static final String FIX = """
            return List.of(new Fix("cold-cache-warm", "the cache is cold", 0.6, Fix.Risk.LOW,
                    List.of(new com.nae.api.healing.Change.SetEnvironment(java.util.Map.of("CACHE_WARM", "1")))));""";

    @Test
    void aHealerIsMadeBuiltDroppedAndHeals() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.write("config/com.nae.healing.cfg", "verify_min = 2s");
            home.write(
                    "cache/main.py",
                    "import os, time",
                    "if 'CACHE_WARM' not in os.environ:",
                    "    raise RuntimeError('cold-cache: run warm.sh first')",
                    "print('warm', flush=True)",
                    "time.sleep(1000)");
            home.process("cache", "command = python3 main.py", "directory = cache", "modes = live");
            Path built = built(home, home.path("cold-cache"));
            home.up("dual");
            Path jar = Files.copy(built, home.path("healers/cold-cache.jar"));
            Await.until("it is in force", () -> healer(home).isPresent());
            assertEquals(
                    "{\"name\":\"cold-cache\",\"bundle\":\"cold-cache\",\"version\":\"1.0.0\",\"state\":\"active\"}",
                    healer(home).orElseThrow().toString());
            Await.until("it heals", () -> home.log("cache", "live").contains("warm\n"));
            Await.until("its fix is healed", () -> healed(home));
            assertTrue(home.read("logs/change_log.json").contains("CACHE_WARM=1"));
            Files.delete(jar);
            Await.until("it is gone", () -> healer(home).isEmpty());
        }
    }

    /** Makes the project, gives it a fix, and builds it. @return its jar */
    private static Path built(StoryHome home, Path project) throws IOException {
        Outcome made = home.run(
                StoryHome.DISTRIBUTION.resolve("scripts/new-healer").toString(), "cold-cache", project.toString());
        assertEquals(0, made.code(), made::out);
        Path source = project.resolve(SOURCE);
        String edited = Files.readString(source).replace(SUGGESTION, FIX);
        assertTrue(edited.contains(FIX), "the template has the suggestion");
        Files.writeString(source, edited);
        Outcome built = home.run("sh", "-c", command(made.out()).replace("mvn -q", "mvn -q -o"));
        assertEquals(0, built.code(), built::out);
        assertTrue(
                Files.exists(project.resolve("target/surefire-reports/TEST-healer.coldcache.ColdCacheHealerTest.xml")),
                "its own test was run");
        return project.resolve("target/cold-cache.jar");
    }

    private static boolean healed(StoryHome home) {
        return home.json("fixes").getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .anyMatch(f -> f.get("healer").getAsString().equals("cold-cache")
                        && f.get("pattern").getAsString().equals("cold-cache-warm")
                        && f.get("state").getAsString().equals("healed"));
    }

    private static Optional<JsonObject> healer(StoryHome home) {
        return StreamSupport.stream(home.json("healers").getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(healer -> healer.get("name").getAsString().equals("cold-cache"))
                .findFirst();
    }

    /** The build as the script prints it, without the copy that follows. */
    private static String command(String out) {
        return out.lines()
                .filter(line -> line.contains("mvn "))
                .findFirst()
                .orElseThrow()
                .strip()
                .replaceAll(" && cp .*", "");
    }
}
