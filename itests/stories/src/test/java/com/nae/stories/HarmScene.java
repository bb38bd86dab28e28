package com.nae.stories;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One program of the harm corpus in a home: its files, its process file and what it wrote about its work. */
final class HarmScene {
    /** Further lines of every process file, such as {@code evidence.python = on}, apart by semicolons. */
    static final String LINES = System.getProperty("nae.harm.lines", "");

    /** Seconds that a slow machine may need for a start. */
    private static final int SLACK = 30;

    final HarmCase play;
    private final StoryHome home;
    private final Path folder;
    private final Path sources;
    private final CorpusFiles files;
    private final int port;
    private final Map<String, Integer> marks = new TreeMap<>();
    private long begun;
    private boolean served;
    private boolean restarted;

    HarmScene(HarmCase play, StoryHome home) throws IOException {
        this.play = play;
        this.home = home;
        folder = home.path("cases/" + play.name());
        sources = folder.resolve("program");
        copy(play.folder(), sources);
        Files.deleteIfExists(sources.resolve("case.properties"));
        Files.createDirectories(work("live"));
        Files.createDirectories(work("sandbox"));
        port = home.reservePort();
        int changed = play.twin() ? 6 : 0;
        files = new CorpusFiles(
                new CorpusCase.Expect("", "", true, play.edits(), List.of(), List.of(), changed, 0, 0, null, null),
                sources);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().contains("__pycache__"))
                    .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Where an instance notes its work; it lies outside of the sources. */
    Path work(String mode) {
        return folder.resolve(mode);
    }

    void begin() throws IOException {
        if (play.get("counted", "").equals("true")) {
            String script = HarmCase.CORPUS.resolve("tools/counter.py").toString();
            for (String mode : List.of("live", "sandbox")) {
                home.spawn(
                        folder.resolve("counter.out"),
                        "python3",
                        script,
                        work(mode).toString());
            }
        }
        List<String> lines = new ArrayList<>(List.of(
                "command = " + play.get("command", "python3 main.py"),
                "directory = " + sources,
                "healing = auto",
                "healing.key = auto",
                "live.environment.HARM = " + work("live"),
                "sandbox.environment.HARM = " + work("sandbox")));
        if (play.get("venv", "").equals("true")) {
            lines.add("environment.PATH = " + environmentOfItsOwn() + ":" + System.getenv("PATH"));
        }
        play.environment()
                .forEach((name, value) ->
                        lines.add("environment." + name + " = " + value.replace("{port}", Integer.toString(port))));
        lines.addAll(Stream.of(LINES.split(";")).filter(line -> !line.isBlank()).toList());
        home.process(play.name(), lines.toArray(String[]::new));
        begun = System.nanoTime();
    }

    /** A virtual environment whose pip only notes that it was called. */
    private Path environmentOfItsOwn() throws IOException {
        Path venv = folder.resolve("venv");
        home.run("python3", "-m", "venv", "--without-pip", venv.toString());
        try (Stream<Path> found = Files.walk(venv)) {
            Path packages = found.filter(path -> path.endsWith("site-packages"))
                    .findFirst()
                    .orElseThrow();
            copy(HarmCase.CORPUS.resolve("tools/pip"), packages.resolve("pip"));
        }
        return venv.resolve("bin");
    }

    /** What the case does to its program while time goes by. */
    void tend() throws IOException {
        if (!served
                && play.properties().containsKey("service")
                && seconds() > Integer.parseInt(play.get("after", "0"))) {
            served = true;
            Path out = folder.resolve("service.out");
            String script = HarmCase.CORPUS.resolve("tools/service.py").toString();
            home.spawn(out, "python3", script, Integer.toString(port), play.get("service", "line"));
        }
        if (!restarted && play.restart() > 0 && seconds() > play.restart()) {
            restarted = true;
            home.ask("restart", play.name());
        }
    }

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** The instance in the answer of {@code nae status}. */
    Optional<JsonObject> instance(JsonElement status, String mode) {
        return status.getAsJsonObject().get("processes").getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(p -> p.get("instance").getAsString().equals(play.name() + "@" + mode))
                .findFirst();
    }

    /** How often each process of an instance noted its work, by its pid. */
    Map<Long, Integer> beats(String mode) {
        Map<Long, Integer> found = new TreeMap<>();
        Path count = work(mode).resolve("work.count");
        try {
            for (String line : Files.exists(count) ? Files.readAllLines(count) : List.<String>of()) {
                if (line.contains(" ")) {
                    found.merge(Long.parseLong(line.substring(0, line.indexOf(' '))), 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Whether the instance has worked for a while in the process that it is now. */
    boolean works(JsonElement status, String mode) {
        return instance(status, mode)
                .filter(now -> now.get("pid") != null && !now.get("pid").isJsonNull())
                .filter(now -> now.get("uptime_s").getAsLong() >= 20)
                .map(now -> beats(mode).getOrDefault(now.get("pid").getAsLong(), 0) >= 4)
                .orElse(false);
    }

    /** Whether the instance does not run, or for a shorter time than it would if nobody had touched it. */
    boolean late(JsonObject now) {
        return !now.get("state").getAsString().equals("RUNNING")
                || now.get("uptime_s").getAsLong() < seconds() - play.ordered() - SLACK;
    }

    /** What was edited that should not have been, in live and in the sandbox's copy. */
    List<String> edits(String mode) throws IOException {
        Path copy = mode.equals("live") ? sources : home.path("data/sandbox/" + play.name());
        return files.complaints(copy);
    }

    /** How often an installer was called. */
    int installs() throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return (int) found.filter(path -> path.endsWith("pip/called")).count();
        }
    }

    /** Connections that nobody in the program made. */
    int connections(String mode) throws IOException {
        Path seen = work(mode).resolve("connections");
        return Files.exists(seen) ? Files.readAllLines(seen).size() : 0;
    }

    /** Remembers how much work was noted until now. */
    void mark(String mode) {
        marks.put(mode, total(mode));
    }

    /** Whether no work was noted since {@link #mark(String)}. */
    boolean still(String mode) {
        return total(mode) <= marks.getOrDefault(mode, -1);
    }

    private int total(String mode) {
        return beats(mode).values().stream().mapToInt(Integer::intValue).sum();
    }
}
