package com.nae.source.python.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Healer;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import com.nae.source.python.PythonInspectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A folder with {@code case.json}, the sources {@code before/} and, where one is edited, {@code after/}. Below
 * {@code heals/} the first fix must make the edits, or what case.json expects; below {@code ignores/} nothing may be
 * changed.
 */
public final class HealerSample {
    private static final Gson GSON = new Gson();

    /** What stands in case.json; all but message and type may be left out. */
    private record Case(
            String type,
            String message,
            String subject,
            String file,
            int line,
            List<String> evidence,
            List<String> command,
            Map<String, String> environment,
            String family,
            String language,
            Expect expect) {}

    private record Expect(
            String pattern,
            Map<String, String> environment,
            List<String> argv,
            String endpoint,
            String suggestion,
            boolean nothing) {}

    private final Path folder;
    private final Case told;

    private HealerSample(Path folder) throws IOException {
        this.folder = folder;
        this.told = GSON.fromJson(Files.readString(folder.resolve("case.json")), Case.class);
    }

    /** A test for each folder below {@code samples/heals} and {@code samples/ignores} of a bundle's test resources. */
    public static Stream<DynamicTest> tests(Healer healer, PythonInspectors inspectors) throws IOException {
        Path samples = Path.of("src/test/resources/samples");
        return Stream.of("heals", "ignores")
                .map(samples::resolve)
                .filter(Files::isDirectory)
                .flatMap(HealerSample::below)
                .map(f -> DynamicTest.dynamicTest(
                        f.getParent().getFileName() + "/" + f.getFileName(),
                        () -> new HealerSample(f).check(healer, inspectors)));
    }

    private static Stream<Path> below(Path folder) {
        try (var all = Files.list(folder)) {
            return all.sorted().toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void check(Healer healer, PythonInspectors inspectors) throws IOException {
        Path before = folder.resolve("before").toAbsolutePath();
        Map<String, String> environment = or(told.environment(), Map.of());
        var workspace =
                new FolderWorkspace(before, or(told.command(), List.of("python3", "main.py")), environment, inspectors);
        Issue issue = issue();
        List<Fix> fixes = healer.handles(issue) ? healer.diagnose(issue, workspace) : List.of();
        if (folder.getParent().endsWith("heals")) {
            assertTrue(!fixes.isEmpty() && !fixes.get(0).isSuggestion(), () -> "no fix but " + fixes);
            heals(fixes.get(0), before);
        } else {
            assertTrue(fixes.stream().allMatch(Fix::isSuggestion), () -> "changed something: " + fixes);
        }
        expected(fixes);
    }

    private void heals(Fix fix, Path before) throws IOException {
        Path after = folder.resolve("after");
        List<Change.EditFile> edits = fix.changes().stream()
                .filter(Change.EditFile.class::isInstance)
                .map(Change.EditFile.class::cast)
                .toList();
        List<String> edited = Files.isDirectory(after)
                ? below(after).map(p -> p.getFileName().toString()).toList()
                : List.of();
        assertEquals(edited, edits.stream().map(Change.EditFile::path).toList());
        for (Change.EditFile edit : edits) {
            byte[] result = apply(edit, Files.readAllBytes(before.resolve(edit.path())));
            assertEquals(latin(Files.readAllBytes(after.resolve(edit.path()))), latin(result));
        }
    }

    private void expected(List<Fix> fixes) {
        Expect expect = or(told.expect(), new Expect(null, null, null, null, null, false));
        equal(expect.pattern(), fixes, Fix::pattern);
        equal(
                expect.environment(),
                fixes,
                f -> change(f, Change.SetEnvironment.class)
                        .map(Change.SetEnvironment::variables)
                        .orElse(null));
        equal(
                expect.argv(),
                fixes,
                f -> change(f, Change.RunCommand.class)
                        .map(Change.RunCommand::argv)
                        .orElse(null));
        equal(
                expect.endpoint(),
                fixes,
                f -> change(f, Change.AwaitEndpoint.class)
                        .map(a -> a.host() + ":" + a.port())
                        .orElse(null));
        if (expect.suggestion() != null) {
            assertTrue(
                    fixes.stream().anyMatch(f -> f.reason().matches("(?s).*(" + expect.suggestion() + ").*")),
                    () -> "suggested " + fixes);
        }
        assertTrue(!expect.nothing() || fixes.isEmpty(), () -> "said " + fixes);
    }

    private static <T> void equal(T expected, List<Fix> fixes, Function<Fix, T> actual) {
        if (expected != null) {
            assertEquals(expected, fixes.isEmpty() ? null : actual.apply(fixes.get(0)), () -> "in " + fixes);
        }
    }

    private static <C extends Change> Optional<C> change(Fix fix, Class<C> type) {
        return fix.changes().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** The bytes of a file after an edit. */
    public static byte[] apply(Change.EditFile edit, byte[] before) {
        var after = new ByteArrayOutputStream();
        int at = 0;
        for (Change.Edit piece : edit.edits()) {
            after.write(before, at, piece.offset() - at);
            after.writeBytes(piece.replacement());
            at = piece.offset() + piece.length();
        }
        after.write(before, at, before.length - at);
        return after.toByteArray();
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private Issue issue() {
        Family family = told.family() == null
                ? Family.OTHER
                : Family.valueOf(told.family().toUpperCase(java.util.Locale.ROOT));
        Optional<SourceLocation> place =
                Optional.ofNullable(told.file()).map(f -> new SourceLocation(f, told.line(), "", ""));
        return new Issue(
                "i1",
                "f1",
                "sample",
                Set.of(),
                new Issue.Failure(
                        family,
                        told.type(),
                        told.type(),
                        or(told.subject(), ""),
                        told.message(),
                        place,
                        or(told.language(), "python")),
                new Issue.Occurrences(Instant.EPOCH, Instant.EPOCH, 1),
                Issue.Status.OPEN,
                Optional.empty(),
                or(told.evidence(), List.of()),
                List.of());
    }

    private static <T> T or(T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }
}
