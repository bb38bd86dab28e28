package com.nae.rules.size;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.rules.Fixture;
import com.nae.rules.source.JavaSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of size find what is too large, at its place, and nothing else. */
class SizeRulesTest {
    @TempDir
    private Path folder;

    @Test
    void aFileOfTwoHundredAndOneLinesIsFound() throws IOException {
        String fields = "int f;\n\n// a comment\n/* and\n another */\n".repeat(197);
        assertEquals(
                List.of(),
                Fixture.found(folder, new FileLength(), Fixture.source("A", "class A {\n" + fields + "}\n")));
        assertEquals(
                List.of(Fixture.MAIN + "A.java:0: 201 lines of code, at most 200"),
                Fixture.found(folder, new FileLength(), Fixture.source("A", "class A {\n" + fields + "int g;\n}\n")));
    }

    @Test
    void aTextThatLooksLikeACommentIsCode() throws IOException {
        String text = "String s = \"/* \\\" \" + '\"' + \"\"\"\n // in it\n\n\"\"\";\n";
        assertEquals(
                7,
                Fixture.source("A", "class A {\n" + text + "int f; // */\n}\n").codeLines());
    }

    @Test
    void aMethodOfThirtyOneLinesIsFound() throws IOException {
        assertEquals(List.of(), Fixture.found(folder, new MethodLength(), Fixture.source("A", method(28))));
        assertEquals(
                List.of(Fixture.MAIN + "A.java:3: method m has 31 lines of code, at most 30"),
                Fixture.found(folder, new MethodLength(), Fixture.source("A", method(29))));
    }

    @Test
    void aSixthParameterIsFoundButNotInTheHeaderOfARecord() throws IOException {
        String six = "(int a, int b, int c, int d, int e, int f)";
        assertEquals(
                List.of(
                        Fixture.MAIN + "A.java:3: method m takes 6 parameters, at most 5, then a record",
                        Fixture.MAIN + "A.java:4: constructor of A takes 6 parameters, at most 5, then a record"),
                Fixture.found(
                        folder,
                        new ParameterCount(),
                        Fixture.source("A", "class A {\nvoid m" + six + " {}\nA" + six + " {}\n}")));
        assertEquals(
                List.of(),
                Fixture.found(
                        folder,
                        new ParameterCount(),
                        Fixture.source("A", "record A" + six + " {\nA" + six + " {}\nA {}\n}")));
    }

    @Test
    void aThirteenthComponentIsFound() throws IOException {
        String twelve = String.join(
                ", ", IntStream.range(0, 12).mapToObj(i -> "int c" + i).toList());
        assertEquals(
                List.of(),
                Fixture.found(
                        folder,
                        new ParameterCount(),
                        Fixture.source("A", "record A(" + twelve + ") { static int x; }")));
        assertEquals(
                List.of(Fixture.MAIN + "A.java:2: record A has 13 components, at most 12"),
                Fixture.found(
                        folder, new ParameterCount(), Fixture.source("A", "record A(" + twelve + ", int more) {}")));
    }

    @Test
    void aTwentyFirstFileOfAPackageIsFound() throws IOException {
        JavaSource[] twenty = IntStream.range(0, 20)
                .mapToObj(i -> Fixture.source("A" + i, "class A" + i + " {}"))
                .toArray(JavaSource[]::new);
        JavaSource[] more = Stream.concat(Stream.of(twenty), Stream.of(Fixture.source("B", "class B {}")))
                .toArray(JavaSource[]::new);
        assertEquals(List.of(), Fixture.found(folder, new PackageSize(), twenty));
        assertEquals(
                List.of(Fixture.MAIN.replaceFirst("/$", ":0: ") + "21 files in a package, at most 20"),
                Fixture.found(folder, new PackageSize(), more));
    }

    @Test
    void aLineOfAHundredAndTwentyOneColumnsIsFound() throws IOException {
        String comment = "//" + " ".repeat(118);
        assertEquals(List.of(), Fixture.found(folder, new LineLength(), Fixture.source("A", comment + "\nclass A {}")));
        assertEquals(
                List.of(Fixture.MAIN + "A.java:2: 121 columns, at most 120"),
                Fixture.found(folder, new LineLength(), Fixture.source("A", comment + ".\nclass A {}")));
    }

    private static String method(int statements) {
        return "class A {\nvoid m() {\n" + "f();\n".repeat(statements) + "}\n}\n";
    }
}
