package com.nae.rules.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.rules.source.JavaParser;
import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator reads the facts out of sources. */
class PagesTest {
    private static final String READER = """
            class Config {
                int of(Settings s) {
                    s.duration("age", Duration.ofDays(1));
                    return s.integer("keep", 3, 1, 9);
                }
            }
            """;
    private static final String CHECK = """
            @Component(property = ConfigurationCheck.PID + "=com.nae.a")
            class AConfigurationCheck implements ConfigurationCheck {}
            """;

    @TempDir
    private Path folder;

    private TypeIndex types(String body) {
        return new TypeIndex(Project.of(folder, source("A", body)));
    }

    @Test
    void aRecordDescribesItsComponents() {
        String body = """
                /**
                 * A thing.
                 *
                 * @param upTime how long it is up,
                 *        in {@code s}
                 * @param old its former name
                 */
                record A(double upTime, @SerializedName("former") String old) {
                    static final int NONE = 0;
                }
                """;
        assertEquals(
                List.of(
                        new DeclaredType.Member("up_time", "double", "how long it is up, in `s`", Optional.empty()),
                        new DeclaredType.Member("former", "String", "its former name", Optional.empty())),
                types(body).named("A").components());
    }

    @Test
    void anEnumDescribesItsConstants() {
        String body = "enum A {\n"
                + "/** Good. */ FINE,\n"
                + "/** Not {@link B#ill(int) ill} yet. */ WORN_OUT;\n"
                + "private static final A FIRST = FINE;\n"
                + "}";
        assertEquals(
                List.of("FINE Good.", "WORN_OUT Not `B.ill(int)` yet."),
                types(body).named("A").constants().stream()
                        .map(c -> c.name() + " " + c.comment())
                        .toList());
    }

    @Test
    void aNestedTypeIsFoundFromInsideBeforeOneOfTheSameNameElsewhere() {
        TypeIndex types = types("class A {\nrecord Line(B b) {}\nrecord B() {}\n}\nclass C {\nrecord B() {}\n}");
        assertEquals(
                "com.nae.a.A.B",
                types.seenFrom(types.named("A.Line"), "B").orElseThrow().qualifiedName());
        assertEquals(
                "com.nae.a.C.B",
                types.seenFrom(types.named("C"), "B").orElseThrow().qualifiedName());
    }

    @Test
    void aKeyStandsWithItsTypeBoundsAndDefault() throws IOException {
        Files.createDirectories(folder.resolve("bundles/com.nae.a"));
        Files.writeString(
                folder.resolve("bundles/com.nae.a/README.md"),
                "| key | default | meaning |\n"
                        + "|---|---|---|\n"
                        + "| `keep` | 3 | files kept |\n"
                        + "| `age` | - | oldest file |\n");
        Project project = Project.of(folder, source("Config", READER), source("AConfigurationCheck", CHECK));
        List<String> section = new KeysPage()
                .text(project)
                .lines()
                .dropWhile(line -> !line.startsWith("## `com.nae.a.cfg`"))
                .filter(line -> line.startsWith("| `"))
                .toList();
        assertEquals(
                List.of("| `keep` | number, 1 to 9 | `3` | files kept |", "| `age` | duration | `1d` | oldest file |"),
                section);
    }

    private static JavaSource source(String name, String body) {
        return JavaParser.parse(
                "bundles/com.nae.a/src/main/java/com/nae/a/" + name + ".java", "package com.nae.a;\n" + body);
    }
}
