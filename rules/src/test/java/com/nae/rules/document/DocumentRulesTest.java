package com.nae.rules.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.rules.Fixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of documents find what the pages lack, and what they say in vain. */
class DocumentRulesTest {
    @TempDir
    private Path folder;

    @Test
    void aThreadThatIsNotListedIsFoundAndOneThatIsListedInVain() throws IOException {
        Files.writeString(
                folder.resolve("ARCHITECTURE.md"),
                "| thread | does |\n|---|---|\n| `nae-a`, `nae-b-*` | x |\n| `nae-z` | x `nae-no` |\n");
        String body = "class A {\nThread t = new Thread(r, \"nae-a\");\nThread u = new Thread(r, \"nae-b-\" + n);\n"
                + "Thread v = new Thread(r, \"nae-c\");\nList<String> w = List.of(\"bash\", \"nae-word\");\n}";
        assertEquals(
                List.of(
                        "ARCHITECTURE.md:0: lists the thread nae-z, which no code starts",
                        Fixture.MAIN + "A.java:5: thread nae-c is not in ARCHITECTURE.md"),
                Fixture.found(folder, new ThreadTable(), Fixture.source("A", body)));
    }

    @Test
    void aKeyThatTheReadmeLacksIsFound() throws IOException {
        Files.createDirectories(folder.resolve("bundles/com.nae.a"));
        Files.writeString(
                folder.resolve("bundles/com.nae.a/README.md"),
                "| key | default | meaning |\n|---|---|---|\n| `known` | 1 | x |\n");
        String body = "class A {\n"
                + "int a(Settings s) {\n"
                + "return s.integer(\"known\", 1, 0, 9) + s.integer(\"unknown\", 1, 0, 9);\n"
                + "}\n"
                + "}";
        assertEquals(
                List.of(Fixture.MAIN + "A.java:4: the key unknown is not in a table of bundles/com.nae.a/README.md"),
                Fixture.found(folder, new DocumentedKeys(), Fixture.source("A", body)));
    }

    @Test
    void aLinkThatLeadsNowhereIsFound() throws IOException {
        Files.createDirectories(folder.resolve("docs"));
        Files.writeString(
                folder.resolve("docs/a.md"),
                "[self](a.md#top) [up](../docs) [web](https://example.org)\n[gone](b.md)\n");
        assertEquals(List.of("docs/a.md:2: the link to b.md leads nowhere"), Fixture.found(folder, new DeadLinks()));
    }

    @Test
    void aPathOfOneMachineIsFound() throws IOException {
        String path = "/ro" + "ot/.cache/x";
        Files.writeString(folder.resolve("a.txt"), "/srv/trader and $HOME/x\nsee " + path + "\n");
        assertEquals(List.of("a.txt:2: a path of one machine: " + path), Fixture.found(folder, new MachinePaths()));
    }

    @Test
    void aClassThatAPageNamesInVainIsFoundButNotInTheChangeLog() throws IOException {
        Files.writeString(folder.resolve("a.md"), "`GoodName` and PlainName\n`x.BadName.of()`\n");
        Files.writeString(folder.resolve("CHANGELOG.md"), "`OldName`\n");
        Files.writeString(folder.resolve("GoodName.java"), "class GoodName {}");
        assertEquals(List.of("a.md:2: names BadName, which no source does"), Fixture.found(folder, new StaleNames()));
    }

    @Test
    void aShippedFileThatShowsAnotherDefaultOrAnUnknownKeyIsFound() throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.writeString(folder.resolve("config/com.nae.a.cfg"), "# Words.\n#keep = 3\n# keep = 4\n# kept = 3\n");
        String body = """
                @Component(property = ConfigurationCheck.PID + "=com.nae.a")
                class A implements ConfigurationCheck {
                    int of(Settings s) {
                        return s.integer("keep", 3, 1, 9);
                    }
                }
                """;
        assertEquals(
                List.of(
                        "config/com.nae.a.cfg:3: shows keep = 4, but the default is 3",
                        "config/com.nae.a.cfg:4: shows the key kept, which no code reads"),
                Fixture.found(folder, new ShippedConfiguration(), Fixture.source("A", body)));
    }
}
