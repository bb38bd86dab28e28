package com.nae.rules.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.rules.source.JavaParser;
import com.nae.rules.source.JavaSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys are found where the code reads them, with their default and their bounds. */
class KeyReadsTest {
    private static JavaSource source(String name, String body) {
        return JavaParser.parse(
                "bundles/com.nae.a/src/main/java/com/nae/a/" + name + ".java", "package com.nae.a;\n" + body);
    }

    private static List<String> reads(JavaSource... sources) {
        return KeyReads.in(List.of(sources), KeyReads.enums(Stream.of(sources))).stream()
                .map(read ->
                        read.key() + " " + read.type() + " " + read.standard().orElse("?") + " " + read.range())
                .toList();
    }

    @Test
    void aKeyIsReadWithItsDefaultAndBounds() {
        String body = """
                class A {
                    private static final String KEY = "c";
                    Object of(Settings s) {
                        return List.of(s.integer("a", 3, 1, 2 * 10), s.duration("b", Duration.ofMinutes(5)),
                                s.size(KEY, 256L << 20), s.flag("d", true), s.list("e", List.of("x", "y")),
                                s.text("f"), s.required("g"));
                    }
                }
                """;
        assertEquals(
                List.of(
                        "a number 3 1 to 20",
                        "b duration 5m ",
                        "c size 256M ",
                        "d flag true ",
                        "e list x,y ",
                        "f  - ",
                        "g text required "),
                reads(source("A", body)));
    }

    @Test
    void aKeyThatAHelperReadsIsFoundOnceForEachCaller() {
        String body = """
                class A {
                    Object of(Settings s) {
                        return List.of(bounded(s, "a", Duration.ofSeconds(1)), bounded(s, "b", Duration.ZERO));
                    }
                    static Duration bounded(Settings s, String key, Duration otherwise) {
                        return s.duration(key, otherwise);
                    }
                }
                """;
        assertEquals(List.of("a duration 1s ", "b duration 0s "), reads(source("A", body)));
    }

    @Test
    void aKeyIsPutTogetherOfAFieldAndAParameter() {
        String part = """
                class Part {
                    private final Settings settings;
                    private final String kind;
                    private Part(Settings settings, String kind) {
                        this.settings = settings;
                        this.kind = kind;
                    }
                    static Part of(Settings s, String kind) {
                        return new Part(s, kind);
                    }
                    int period() {
                        return settings.integer(key("period"), 1, 0, 9);
                    }
                    private String key(String name) {
                        return kind + "." + name;
                    }
                }
                """;
        String user =
                "class A {\nObject x(Settings s) { return List.of(Part.of(s, \"live\"), Part.of(s, \"ready\")); }\n}";
        assertEquals(
                List.of("live.period number 1 0 to 9", "ready.period number 1 0 to 9"),
                reads(source("Part", part), source("A", user)));
    }

    @Test
    void aDefaultIsFollowedIntoTheConstantOfARecord() {
        String body = """
                record Defaults(int keep, Duration limit) {
                    static final Defaults STANDARD = new Defaults(10, Duration.ofHours(2));
                    Defaults read(Settings s) {
                        return new Defaults(s.integer("keep", keep, 0, 99), s.duration("limit", limit));
                    }
                }
                """;
        assertEquals(List.of("keep number 10 0 to 99", "limit duration 2h "), reads(source("Defaults", body)));
    }

    @Test
    void aChoiceNamesItsWords() {
        String body = "class A {\n"
                + "enum Level { LOW, VERY_HIGH }\n"
                + "Object x(Settings s) { return s.choice(\"l\", Level.class, Level.VERY_HIGH); }\n"
                + "}";
        assertEquals(List.of("l choice very-high low, very-high"), reads(source("A", body)));
    }

    @Test
    void whatOnlyTheRunningProgramKnowsIsAStar() {
        String body = "class A {\n"
                + "Object x(Settings s, Family f) { return List.of(s.text(\"healing.\" + f.word()),"
                + " s.withPrefix(\"environment.\")); }\n"
                + "}";
        assertEquals(List.of("healing.*  - ", "environment.* text - "), reads(source("A", body)));
    }

    @Test
    void aMapThatHappensToBeAskedByTextIsNoSetting() {
        assertEquals(List.of(), reads(source("A", "class A {\nObject x(Json s) { return s.text(\"a\"); }\n}")));
    }

    @Test
    void aTableRowDescribesEveryKeyOfItsFirstColumn() {
        String readme = """
                | key | default | meaning |
                |---|---|---|
                | `a` `b` | `10s` `30m` | bounds |
                | `c`, `d_<name>` | - | words |

                | means | target |
                |---|---|
                | `no` | key |
                """;
        assertEquals(
                List.of("a 10s bounds", "b 30m bounds", "c - words", "d_<name> - words"),
                KeyTable.rows(readme).stream()
                        .map(row -> row.key() + " " + row.standard() + " " + row.meaning())
                        .toList());
    }

    @Test
    void aReadmeContradictsTheCodeWhereItNamesAnotherDefault() {
        KeyRead minute = KeyReads.in(
                        List.of(source(
                                "A",
                                "class A {\n"
                                        + "Object x(Settings s) { return s.duration(\"a\", Duration.ofMinutes(1));"
                                        + " }\n"
                                        + "}")),
                        java.util.Map.of())
                .get(0);
        assertTrue(minute.contradicts(new KeyTable.Row("a", "30s", "")));
        assertFalse(minute.contradicts(new KeyTable.Row("a", "60s", "")));
        assertFalse(minute.contradicts(new KeyTable.Row("a", "the coordinator's", "")));
    }
}
