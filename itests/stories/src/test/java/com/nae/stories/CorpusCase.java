package com.nae.stories;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that fails and what its supervisor must do, read from a {@code case.json}. The component names are its
 * keys.
 */
record CorpusCase(
        String name,
        String family,
        List<String> command,
        Map<String, String> environment,
        List<World> world,
        boolean venv,
        Failure failure,
        Expect expect) {
    /** How the program fails: {@code exit}, {@code log} where it goes on, or {@code none}; null where it ends. */
    record Failure(String how) {}

    /** A process around the program; seconds count from the program's start. */
    record World(List<String> command, double start_after_s, Double stop_after_s) {}

    record Expect(
            String outcome,
            String log,
            boolean works,
            List<String> edits,
            List<Text> must_contain,
            List<Text> must_not_contain,
            int max_changed_lines,
            int max_restarts,
            int within_s,
            String report,
            Boolean issue) {}

    /** What a file must or must not match. */
    record Text(String file, String regex) {}

    /** The project's own corpus, and the shared one where it lies beside the project. */
    private static Stream<Path> folders() {
        return Stream.of(
                        StoryHome.PROJECT.resolve("itests/stories/src/test/resources/corpus"),
                        StoryHome.PROJECT.resolve("../shared/crash-corpus").normalize())
                .filter(Files::isDirectory);
    }

    /** Whether the program goes on when it fails, so that only its interpreter can say that it does. */
    boolean goesOn() {
        return failure != null && failure.how().equals("log");
    }

    /** Whether the program needs nothing but Python. */
    boolean python() {
        return command.get(0).equals("python3");
    }

    /** The folder with its files. */
    Path folder() {
        return folders()
                .map(f -> f.resolve(name))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow();
    }

    /** The cases that are watched for their whole time first, so that those which end early do not wait for them. */
    static List<CorpusCase> all() throws IOException {
        String wanted = System.getProperty("corpus", ".*");
        List<CorpusCase> all = new ArrayList<>();
        for (Path corpus : folders().toList()) {
            try (Stream<Path> cases = Files.list(corpus)) {
                cases.filter(f -> Files.exists(f.resolve("case.json")))
                        .filter(f -> f.getFileName().toString().matches(wanted))
                        .sorted()
                        .map(CorpusCase::read)
                        .forEach(all::add);
            }
        }
        all.sort(Comparator.comparing((CorpusCase c) -> c.expect().works())
                .thenComparing(c -> c.expect().within_s()));
        return all;
    }

    private static CorpusCase read(Path folder) {
        try {
            return new Gson().fromJson(Files.readString(folder.resolve("case.json")), CorpusCase.class);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
