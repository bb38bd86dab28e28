package com.nae.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.nae.api.config.Settings;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The public surface of the API stays as {@code docs/reference/api.txt} says, unless the version of the package says
 * that it changed.
 */
class ApiSurfaceTest {
    private static final Path FILE = Path.of("../../docs/reference/api.txt");
    private static final String COMMAND = "mvn test -pl bundles/com.nae.api -Dtest=ApiSurfaceTest -Dnae.api.write=true";
    private static final String HEAD = """
            # The public surface of com.nae.api: packages with their versions, types and members, \
            without parameter names.
            # "consumer" types are for others to implement, "provider" types are implemented by NAE alone.
            # Made from the compiled classes. Do not edit; after a change of the API \
            raise the version in package-info.java and run
            #     %s
            """.formatted(COMMAND);

    @Test
    void aPackageThatChangesHasANewVersion() throws Exception {
        ApiSurface surface = new ApiSurface(classes());
        Map<String, List<String>> now = surface.packages();
        Map<String, List<String>> before = Files.exists(FILE) ? pinned(FILE) : Map.of();
        assertEquals(List.of(), unversioned(before, now), () -> """
                These packages of the API have changed, their versions have not. Raise the version \
                in each package-info.java, then run
                    %s
                """.formatted(COMMAND));
        if (Boolean.getBoolean("nae.api.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text(now));
        } else if (!now.equals(before)) {
            fail("docs/reference/api.txt is out of date. Run\n    " + COMMAND + "\nand commit the file.");
        }
    }

    @Test
    void theComparisonFindsAChangeWithoutAVersion() {
        Map<String, List<String>> before =
                Map.of("a", List.of("package a 1.0", "", "interface A"), "b", List.of("package b 1.0"));
        assertEquals(List.of(), unversioned(before, before));
        assertEquals(
                List.of("a"),
                unversioned(
                        before,
                        Map.of(
                                "a",
                                List.of("package a 1.0", "", "interface A", "    void f()"),
                                "b",
                                before.get("b"))));
        assertEquals(
                List.of(),
                unversioned(
                        before,
                        Map.of(
                                "a",
                                List.of("package a 1.1", "", "interface A", "    void f()"),
                                "b",
                                before.get("b"))));
        assertEquals(
                List.of(),
                unversioned(before, Map.of("a", before.get("a"))),
                "a package that is gone has no version to raise");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        Map<String, List<String>> now = new ApiSurface(classes()).packages();
        assertEquals(now, pinned(List.of(text(now).split("\n"))));
        assertTrue(now.get("com.nae.api.process")
                .contains(
                        "record InstanceId(String process, Mode mode, int replica) implements Comparable<InstanceId>"));
        assertTrue(now.get("com.nae.api.healing").contains("consumer interface Healer"));
        assertTrue(now.get("com.nae.api.healing").contains("    boolean handles(Issue)"));
        assertTrue(now.get("com.nae.api.shell").contains("    static int UNKNOWN = 4"));
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(Settings.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** Packages of both whose lines differ while the first line, which holds the version, does not. */
    private static List<String> unversioned(Map<String, List<String>> before, Map<String, List<String>> now) {
        return now.keySet().stream()
                .filter(before::containsKey)
                .filter(name -> !now.get(name).equals(before.get(name))
                        && now.get(name).get(0).equals(before.get(name).get(0)))
                .sorted()
                .toList();
    }

    private static String text(Map<String, List<String>> surface) {
        StringBuilder text = new StringBuilder(HEAD);
        surface.values()
                .forEach(lines ->
                        text.append('\n').append(String.join("\n", lines)).append('\n'));
        return text.toString();
    }

    private static Map<String, List<String>> pinned(Path file) throws IOException {
        return pinned(Files.readAllLines(file));
    }

    private static Map<String, List<String>> pinned(List<String> text) {
        Map<String, List<String>> surface = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : text) {
            if (line.startsWith("package ")) {
                current = surface.computeIfAbsent(line.split(" ")[1], name -> new ArrayList<>());
            }
            if (!line.startsWith("#")) {
                current.add(line);
            }
        }
        surface.values().forEach(ApiSurfaceTest::withoutLastBlank);
        return new TreeMap<>(surface);
    }

    private static void withoutLastBlank(List<String> lines) {
        while (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
    }
}
