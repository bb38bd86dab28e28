package com.nae.rules.style;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.rules.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of style find what makes code hard to read or hides what happens. */
class StyleRulesTest {
    @TempDir
    private Path folder;

    @Test
    void aConditionalInAnotherIsFoundButNotInALambdaOfIt() throws IOException {
        assertEquals(
                List.of(Fixture.MAIN + "A.java:3: a ?: inside another one: use if, switch or a method"),
                Fixture.found(
                        folder,
                        new NestedConditional(),
                        Fixture.source("A", "class A {\nint f = a ? 1 : b ? 2 : c ? 3 : 4;\n}")));
        assertEquals(
                List.of(),
                Fixture.found(
                        folder,
                        new NestedConditional(),
                        Fixture.source("A", "class A {\nint f = a ? g(() -> b ? 2 : 3) : 4;\nint h = b ? 1 : 2;\n}")));
    }

    @Test
    void aClassWithoutACommentIsFound() throws IOException {
        assertEquals(
                List.of(),
                Fixture.found(folder, new ClassComment(), Fixture.source("A", "/** A thing. */\npublic class A {}")));
        assertEquals(
                List.of(Fixture.MAIN + "A.java:2: A has no comment that says what it is"),
                Fixture.found(folder, new ClassComment(), Fixture.source("A", "public class A {}")));
    }

    @Test
    void sleepsSkipsTracesAndEmptyCatchesAreFound() throws IOException {
        String body = """
                class A {
                    @Disabled
                    void m() {
                        Thread.sleep(1);
                        e.printStackTrace();
                        e.printStackTrace(writer);
                        try { m(); } catch (E late) { /* ignored */ }
                        System.out.println();
                    }
                }
                """;
        assertEquals(
                List.of(
                        "3 a skipped test",
                        "5 a sleep",
                        "6 a stack trace on the console",
                        "8 an empty catch",
                        "9 System.out in a bundle"),
                Fixture.offenders(folder, new ForbiddenCalls(), Fixture.source("A", body)).stream()
                        .map(offender -> offender.line() + " " + offender.what().replaceFirst(":.*", ""))
                        .toList());
    }
}
