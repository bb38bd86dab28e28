package com.nae.rules.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.rules.Fixture;
import com.nae.rules.source.JavaParser;
import com.nae.rules.source.JavaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of structure find circles of packages and names that occur twice. */
class StructureRulesTest {
    @TempDir
    private Path folder;

    @Test
    void packagesThatImportEachOtherAreFoundWithBothImports() throws IOException {
        JavaSource there = Fixture.source("A", "import com.nae.a.b.B;\nclass A {}");
        JavaSource back =
                JavaParser.parse(Fixture.MAIN + "b/B.java", "package com.nae.a.b;\nclass B {\ncom.nae.a.A back;\n}");
        assertEquals(
                List.of(
                        Fixture.MAIN + "A.java:2: com.nae.a uses com.nae.a.b, in the circle com.nae.a, com.nae.a.b",
                        Fixture.MAIN + "b/B.java:3: com.nae.a.b uses com.nae.a, in the circle com.nae.a, com.nae.a.b"),
                Fixture.found(folder, new PackageCycles(), there, back));
        assertEquals(List.of(), Fixture.found(folder, new PackageCycles(), there));
    }

    @Test
    void aCircleOfThreeBuiltPackagesIsFound() {
        String printed = """
                classes -> java.base
                   com.nae.a                 -> com.nae.b      classes
                   com.nae.b                 -> com.nae.c      classes
                   com.nae.b                 -> java.lang      java.base
                   com.nae.c                 -> com.nae.a      classes
                   com.nae.d                 -> com.nae.a      classes
                """;
        assertEquals(List.of(Set.of("com.nae.a", "com.nae.b", "com.nae.c")), BuiltPackageCycles.circles(printed));
    }

    @Test
    void jdepsPrintsWhatTheRuleReads() throws IOException {
        assertEquals(
                List.of(Set.of("one", "two")), BuiltPackageCycles.circles(BuiltPackageCycles.arrows(compiledCircle())));
    }

    @Test
    void aClassesFolderThatIsNotBuiltIsFound() throws IOException {
        assertEquals(
                List.of("bundles/com.nae.a/target/classes:0: is not built: run mvn test from the root"),
                Fixture.found(folder, new BuiltPackageCycles(), Fixture.source("A", "class A {}")));
    }

    @Test
    void aNameInTwoModulesIsFoundButNotConfig() throws IOException {
        JavaSource twin =
                JavaParser.parse("bundles/com.nae.b/src/test/java/com/nae/b/A.java", "package com.nae.b;\nclass A {}");
        JavaSource config = JavaParser.parse(
                "bundles/com.nae.b/src/main/java/com/nae/b/Config.java", "package com.nae.b;\nclass Config {}");
        assertEquals(
                List.of(
                        Fixture.MAIN + "A.java:0: the name A occurs in bundles/com.nae.a, bundles/com.nae.b",
                        "bundles/com.nae.b/src/test/java/com/nae/b/A.java:0: the name A occurs in bundles/com.nae.a,"
                                + " bundles/com.nae.b"),
                Fixture.found(
                        folder,
                        new UniqueNames(),
                        Fixture.source("A", "class A {}"),
                        twin,
                        config,
                        Fixture.source("Config", "class Config {}")));
    }

    private Path compiledCircle() throws IOException {
        Path one = Files.createDirectories(folder.resolve("one")).resolve("One.java");
        Path two = Files.createDirectories(folder.resolve("two")).resolve("Two.java");
        Files.writeString(one, "package one;\npublic class One { two.Two there; }");
        Files.writeString(two, "package two;\npublic class Two { one.One back; }");
        Path classes = folder.resolve("classes");
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), one.toString(), two.toString());
        return classes;
    }
}
