package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.nae.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A home in a temporary folder and what a user does with it, by the scripts of the assembled distribution. All that was
 * started, workers that outlived their runtime included, is recognised by a mark in its environment and ended by
 * {@link #close()}; so a story leaves nothing running, however it ends.
 */
final class StoryHome implements AutoCloseable {
    static final Path DISTRIBUTION = Path.of(System.getProperty("nae.distribution"));
    static final Path PROJECT = Path.of(System.getProperty("nae.project"));

    final Path root;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Socket> reserved = new ArrayList<>();
    private final String mark = "NAE_STORY=" + UUID.randomUUID();

    /** An empty home. */
    StoryHome() throws IOException {
        this(Files.createTempDirectory("nae-story").toRealPath());
    }

    StoryHome(Path root) {
        this.root = root;
        environment.put("JAVA_HOME", System.getProperty("nae.story.java"));
        environment.put("NAE_STORY", mark.substring("NAE_STORY=".length()));
    }

    /** An environment variable of every command from now on; null takes it away. */
    StoryHome environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * A port of the loopback interface that nobody else gets while the story lasts. It is bound, but nobody listens:
     * who connects is refused until a program of the story listens there itself, which the option {@code SO_REUSEADDR}
     * permits.
     */
    int reservePort() throws IOException {
        Socket holder = new Socket();
        reserved.add(holder);
        holder.setReuseAddress(true);
        holder.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return holder.getLocalPort();
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    /** Writes a file as editors do: a new one, renamed into place. */
    StoryHome write(String relative, String... lines) throws IOException {
        Path target = path(relative);
        Files.createDirectories(target.getParent());
        Path part = Files.createTempFile(Files.createDirectories(path("data")), "story", ".part");
        Files.writeString(part, String.join("\n", lines) + "\n");
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /** Drops {@code config/com.nae.process-<name>.cfg}. */
    StoryHome process(String name, String... lines) throws IOException {
        return write("config/com.nae.process-" + name + ".cfg", lines);
    }

    String read(String relative) throws IOException {
        return Files.exists(path(relative)) ? Files.readString(path(relative), StandardCharsets.ISO_8859_1) : "";
    }

    /** The worker's output. */
    String log(String process, String mode) throws IOException {
        return read("logs/" + process + "." + mode + ".log");
    }

    /** Runs {@code scripts/start_continuous_nae.sh WORDS --home <this>}. */
    Outcome start(String... words) {
        return script("start_continuous_nae.sh", words);
    }

    /** Starts in the background and expects that it is up. */
    StoryHome up(String... words) {
        Outcome outcome = start(words);
        assertEquals(0, outcome.code(), () -> outcome.out() + "\n" + serviceLog());
        return this;
    }

    /** The runtime as a child of this test, without a guardian; what it prints is in {@code foreground.out}. */
    Process foreground(String mode) throws IOException {
        return spawn(
                path("foreground.out"),
                DISTRIBUTION.resolve("scripts/start_continuous_nae.sh").toString(),
                mode,
                "--foreground",
                "--home",
                root.toString());
    }

    /** Runs {@code scripts/nae WORDS --home <this>}. */
    Outcome nae(String... words) {
        return script("nae", words);
    }

    /**
     * What the runtime answers to a command, without the start of a client: for conditions that are asked for again and
     * again.
     */
    Outcome ask(String... words) {
        try {
            return ControlSocket.run(root, words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What {@code nae WORDS --json} answers; an exception, so that it can be awaited, where it exits with another code
     * than 0.
     */
    JsonElement json(String... words) {
        Outcome outcome =
                ask(Stream.concat(Arrays.stream(words), Stream.of("--json")).toArray(String[]::new));
        if (outcome.code() != 0) {
            throw new IllegalStateException(outcome.toString());
        }
        return JsonParser.parseString(outcome.out());
    }

    private Outcome script(String name, String... words) {
        return run(Stream.of(
                        Stream.of(DISTRIBUTION.resolve("scripts").resolve(name).toString()),
                        Arrays.stream(words),
                        Stream.of("--home", root.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new));
    }

    /** Runs a command in the environment of this story until it ends. */
    Outcome run(String... command) {
        try {
            Path out = Files.createTempFile("nae-story", ".out");
            Process process = spawn(out, command);
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("does not end: " + List.of(command) + "\n" + Files.readString(out));
            }
            String text = Files.readString(out, StandardCharsets.ISO_8859_1);
            Files.delete(out);
            return new Outcome(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts a command in the environment of this story, its output in a file. */
    Process spawn(Path out, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        environment.forEach((name, value) -> {
            if (value == null) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        return builder.start();
    }

    /** The pid in {@code logs/continuous_operation.pid}. */
    long pid() throws IOException {
        return Long.parseLong(read("logs/continuous_operation.pid").trim());
    }

    /** The runtime's JVM. */
    ProcessHandle runtime() throws IOException {
        return ProcessHandle.of(pid()).orElseThrow(() -> new AssertionError("the runtime does not run"));
    }

    /** Asks the runtime to end, as {@code kill} does, and waits until it has. */
    void stop() throws IOException {
        ProcessHandle runtime = runtime();
        runtime.destroy();
        Await.until("the runtime has stopped", () -> Running.gone(runtime.pid()));
    }

    /** Kills the runtime, and waits until another one is up. */
    void crash() throws IOException {
        long before = pid();
        runtime().destroyForcibly();
        Await.until(
                "the runtime is back",
                () -> pid() != before && read("data/run/ready").trim().equals(Long.toString(pid())));
    }

    String serviceLog() {
        try {
            return read("logs/continuous_service.log") + read("logs/continuous_operation.log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        Await.until("all that the story started has ended", () -> {
            List<Long> left = Running.marked(mark);
            left.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return left.isEmpty();
        });
        for (Socket holder : reserved) {
            holder.close();
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
