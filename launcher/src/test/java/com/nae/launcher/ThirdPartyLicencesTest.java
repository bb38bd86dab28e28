package com.nae.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ThirdPartyLicencesTest {
    private static final Path LICENCES = Path.of("src/main/licenses");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency><groupId>(?!com\\.nae)[^<]*</groupId><artifactId>([^<]*)</artifactId>(?!<scope>test)");

    @Test
    void everyLibraryThatShipsIsListedWithItsLicence() throws IOException {
        String listed = Files.readString(LICENCES.resolve("THIRD-PARTY.md"));
        List<String> missing = matches(DEPENDENCY, Files.readString(Path.of("pom.xml"))).stream()
                .filter(library -> !Pattern.compile("[| ]" + Pattern.quote(library) + "[,; ]")
                        .matcher(listed)
                        .find())
                .toList();
        assertEquals(List.of(), missing);
        assertTrue(
                listed.contains("logback-core") && listed.contains("re2j"),
                "what comes with logback, and what is embedded");
    }

    @Test
    void everyTextThatIsNamedIsThere() throws IOException {
        List<String> texts =
                matches(Pattern.compile("`licenses/([^`]*)`"), Files.readString(LICENCES.resolve("THIRD-PARTY.md")));
        assertTrue(texts.size() >= 6, texts::toString);
        assertEquals(
                List.of(),
                texts.stream()
                        .filter(text -> !Files.isRegularFile(LICENCES.resolve(text)))
                        .toList());
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }
}
