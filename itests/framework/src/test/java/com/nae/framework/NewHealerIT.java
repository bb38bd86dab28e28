package com.nae.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.nae.api.healing.HealingCoordinator;
import com.nae.api.healing.HealingCoordinator.HealerInfo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/**
 * What {@code scripts/new-healer} makes is built by the command it names, tests and all, without a network, and is a
 * healer where it is dropped.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class NewHealerIT {
    @Inject
    private HealingCoordinator coordinator;

    @Configuration
    public Option[] configuration() {
        return new Option[] {Distribution.onEmptyHome()};
    }

    @Test
    public void aNewHealerIsBuiltDroppedAndGone() throws Exception {
        Path home = Path.of(System.getProperty("nae.test.home"));
        Path project = home.resolve("data/cold-cache");
        String said = run(
                home,
                Distribution.BUNDLES.resolveSibling("scripts/new-healer").toString(),
                "cold-cache",
                project.toString());
        String command = said.lines()
                .filter(line -> line.contains("mvn -q package"))
                .findFirst()
                .orElseThrow()
                .strip()
                .replaceAll(" && cp .*", "");
        run(home, "sh", "-c", command.replace("mvn -q", "mvn -q -o"));
        assertTrue(
                "its own test was run",
                Files.exists(project.resolve("target/surefire-reports/TEST-healer.coldcache.ColdCacheHealerTest.xml")));
        Path jar = home.resolve("healers/cold-cache.jar");
        Files.copy(project.resolve("target/cold-cache.jar"), jar);
        Await.until("it is in force", () -> healer().isPresent());
        assertEquals(new HealerInfo("cold-cache", "cold-cache", "1.0.0", "active"), healer().get());
        Files.delete(jar);
        Await.until("it is gone", () -> healer().isEmpty());
    }

    private Optional<HealerInfo> healer() {
        return coordinator.healers().stream()
                .filter(h -> h.name().equals("cold-cache"))
                .findFirst();
    }

    private static String run(Path folder, String... words) throws IOException, InterruptedException {
        File out = Files.createTempFile(folder, "said", ".out").toFile();
        Process process = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
        assertTrue("it does not end", process.waitFor(5, TimeUnit.MINUTES));
        String said = Files.readString(out.toPath());
        assertEquals(said, 0, process.exitValue());
        return said;
    }
}
