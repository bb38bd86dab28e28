package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The first command of the README where nothing has been built, and an archive that was unpacked. */
class FreshCloneIT {
    private static final Set<String> NOT_CLONED = Set.of("target", ".git", "logs", "data");

    @Test
    void oneCommandBuildsAndStartsAndTheNextBuildsOnlyWhatChanged() throws Exception {
        try (StoryHome home = new StoryHome()) {
            copy(StoryHome.PROJECT, home.root);
            removeWorkload(home);
            String script = home.path("scripts/start_continuous_nae.sh").toString();

            Outcome first = home.run(script, "dual");
            assertEquals(0, first.code(), first::out);
            assertTrue(first.out().startsWith("Building NAE: mvn "), first::out);
            assertTrue(first.out().contains("NAE is up in mode dual, pid " + home.pid()), first::out);
            Outcome status = home.run(home.path("scripts/nae").toString(), "status", "--json");
            assertEquals(0, status.code(), status::out);
            home.stop();

            Outcome second = home.run(script, "sandbox");
            assertEquals(0, second.code(), second::out);
            assertTrue(second.out().startsWith("NAE is up in mode sandbox"), second::out);
            home.stop();

            Files.setLastModifiedTime(home.path("bundles/com.nae.api/pom.xml"), FileTime.from(Instant.now()));
            Files.writeString(home.path("bundles/com.nae.api/pom.xml"), "this is no pom");
            Outcome broken = home.run(script, "dual");
            assertEquals(1, broken.code(), broken::out);
            assertTrue(broken.out().contains("[ERROR] "), broken::out);
            assertTrue(
                    broken.out().endsWith("nae: the build failed; see " + home.path("logs/build.log") + "\n"),
                    broken::out);
        }
    }

    @Test
    void theArchiveRunsWhereItIsUnpacked() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Outcome unpacked = home.run(
                    "tar",
                    "xzf",
                    StoryHome.DISTRIBUTION.resolveSibling("nae.tar.gz").toString(),
                    "-C",
                    home.root.toString(),
                    "--strip-components=1");
            assertEquals(0, unpacked.code(), unpacked::out);
            removeWorkload(home);
            Outcome outcome =
                    home.run(home.path("scripts/start_continuous_nae.sh").toString(), "live");
            assertEquals(0, outcome.code(), outcome::out);
            Outcome status = home.run(home.path("scripts/nae").toString(), "status");
            assertEquals(0, status.code(), status::out);
            home.stop();
        }
    }

    /** Its ports may be taken by a runtime beside this test. */
    private static void removeWorkload(StoryHome home) throws IOException {
        try (var files = Files.newDirectoryStream(home.path("config"), "com.nae.process-*.cfg")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_CLONED.contains(folder.getFileName().toString()) && !folder.equals(from)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
