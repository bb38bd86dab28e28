package com.nae.rules.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Project;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreeScanner;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages of docs/reference say what the code says. */
class ReferenceTest {
    private static final Project PROJECT = Project.at(Path.of(System.getProperty("nae.project")));

    static List<Page> pages() {
        return WriteReference.PAGES;
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsCurrent(Page page) {
        String written = PROJECT.exists(page.file()) ? PROJECT.text(page.file()) : "";
        assertEquals(page.text(PROJECT), written, () -> page.file() + " is not current: run " + WriteReference.COMMAND);
    }

    @Test
    void everyKeyAndFieldHasAMeaning() {
        List<String> silent = WriteReference.PAGES.stream()
                .flatMap(page -> page.text(PROJECT)
                        .lines()
                        .filter(line -> line.matches("\\|.*\\| *\\|"))
                        .map(line -> page.file() + ": " + line))
                .toList();
        assertTrue(silent.isEmpty(), () -> "Without a meaning:\n" + String.join("\n", silent));
    }

    @Test
    void everyClassThatPrintsJsonIsListed() {
        Set<String> listed =
                JsonAnswer.ALL.stream().map(JsonAnswer::owner).collect(Collectors.toCollection(TreeSet::new));
        Set<String> printing = PROJECT.mainSources()
                .filter(source -> source.file().startsWith("bundles"))
                .filter(ReferenceTest::printsJson)
                .map(source -> source.file().getFileName().toString().replace(".java", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(printing, listed);
    }

    /** Whether it asks its invocation for {@code json()}. */
    private static boolean printsJson(JavaSource source) {
        return Boolean.TRUE.equals(new JsonQuestions().scan(source.unit(), null));
    }

    private static final class JsonQuestions extends TreeScanner<Boolean, Void> {
        @Override
        public Boolean visitMethodInvocation(MethodInvocationTree call, Void unused) {
            boolean asks = call.getMethodSelect().toString().matches("(in|invocation|call)\\.json")
                    && call.getArguments().isEmpty();
            return reduce(asks, super.visitMethodInvocation(call, unused));
        }

        @Override
        public Boolean reduce(Boolean one, Boolean other) {
            return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
        }
    }
}
