package com.nae.stories;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One case of the corpus run in a home: its files in a folder, the processes around it, and the check of its end. */
final class CorpusScene {
    /** 1 holds each program that comes to work to its case's own time. */
    private static final int PATIENCE = Integer.getInteger("corpus.patience", 4);

    private static final ScheduledExecutorService STAGE = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "corpus-stage");
        thread.setDaemon(true);
        return thread;
    });

    final CorpusCase play;

    private final StoryHome home;

    private final String mode;

    private final Path folder;

    private final Map<String, String> places = new TreeMap<>();

    private final CorpusFiles files;

    private final Pattern marker;

    private long begun;

    private volatile double marked = -1;

    CorpusScene(CorpusCase play, StoryHome home, String mode) throws IOException {
        this.play = play;
        this.home = home;
        this.mode = mode;
        marker = Pattern.compile(play.expect().log());
        folder = home.path("cases/" + play.name());
        copy(play.folder(), folder);
        places.put("{case}", folder.toString());
        places.put("{port}", Integer.toString(home.reservePort()));
        places.put("{port2}", Integer.toString(home.reservePort()));
        files = new CorpusFiles(play.expect(), folder.resolve("program"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(f -> !f.toString().contains("__pycache__")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private String placed(String text) {
        String result = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            result = result.replace(place.getKey(), place.getValue());
        }
        return result;
    }

    // ---- the run

    /** Starts the processes that are there from the beginning, then drops the file of the program. */
    /** @param liveAlone whether no sandbox runs beside, whose interpreter would report */
    void begin(boolean liveAlone) throws IOException {
        for (CorpusCase.World w : play.world()) {
            if (w.start_after_s() == 0) {
                spawn(w);
            }
        }
        Map<String, String> environment = new TreeMap<>(play.environment());
        if (play.venv()) {
            home.run("python3", "-m", "venv", folder.resolve("venv").toString());
            environment.put("PATH", folder.resolve("venv/bin") + ":" + System.getenv("PATH"));
        }
        List<String> lines = new ArrayList<>(List.of(
                "command = " + String.join(" ", play.command()),
                "directory = " + folder.resolve("program"),
                "healing.key = auto"));
        if (liveAlone && play.goesOn()) {
            lines.add("evidence.python = on");
        }
        environment.forEach((name, value) -> lines.add("environment." + name + " = " + placed(value)));
        home.process(play.name(), lines.toArray(String[]::new));
        begun = System.nanoTime();
        STAGE.scheduleWithFixedDelay(this::look, 100, 100, TimeUnit.MILLISECONDS);
        play.world().stream().filter(w -> w.start_after_s() > 0).forEach(w -> later(w.start_after_s(), () -> spawn(w)));
    }

    private void spawn(CorpusCase.World w) {
        try {
            Path out = Files.createTempFile(folder, "world", ".out");
            String[] words = w.command().stream().map(this::placed).toArray(String[]::new);
            Process process = home.spawn(
                    out,
                    Stream.concat(Stream.of("env", "-C", folder.resolve("world").toString()), Arrays.stream(words))
                            .toArray(String[]::new));
            if (w.start_after_s() == 0) {
                Await.until(
                        "the world of " + play.name() + " is ready",
                        () -> Files.readString(out).contains("ready"));
            }
            if (w.stop_after_s() != null) {
                later(w.stop_after_s(), process::destroyForcibly);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void later(double seconds, Runnable task) {
        STAGE.schedule(task, (long) (seconds * 1000), TimeUnit.MILLISECONDS);
    }

    // ---- the check

    private double seconds() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /**
     * How long the marker is waited for. A shared machine is slow at times: the end is judged, its time is printed
     * beside the case's own.
     */
    private double limit() {
        return play.expect().within_s() * (play.expect().works() ? PATIENCE : 1.0);
    }

    private void look() {
        try {
            if (marked < 0
                    && seconds() <= limit()
                    && home.log(play.name(), mode).lines().anyMatch(marker.asPredicate())) {
                marked = seconds();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Whether the outcome can be checked. */
    boolean over() {
        return seconds() > limit() || play.expect().works() && marked >= 0;
    }

    /** A sentence for each thing that is not as expected. */
    List<String> complaints(JsonElement status, JsonElement issues) throws IOException {
        List<String> complaints = new ArrayList<>();
        if (play.expect().works() != marked >= 0) {
            complaints.add(marked >= 0 ? "the marker appeared" : "no marker within " + limit() + " s");
        }
        Path sources = mode.equals("live") ? folder.resolve("program") : home.path("data/sandbox/" + play.name());
        complaints.addAll(files.complaints(sources));
        int restarts = restarts(status);
        if (restarts > play.expect().max_restarts()) {
            complaints.add(restarts + " restarts, " + play.expect().max_restarts() + " allowed");
        }
        List<JsonObject> mine = issues.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(i -> i.get("process").getAsString().equals(play.name()))
                .toList();
        if (play.expect().issue() != null && play.expect().issue() == mine.isEmpty()) {
            complaints.add("issues: " + mine);
        }
        if (play.expect().report() != null
                && mine.stream()
                        .noneMatch(i -> Pattern.compile(play.expect().report())
                                .matcher(i.toString())
                                .find())) {
            complaints.add("the report does not say '" + play.expect().report() + "': " + mine);
        }
        return complaints;
    }

    /** The outcome, in one line. */
    String line(JsonElement status, JsonElement issues) {
        String stands = issues.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(i -> i.get("process").getAsString().equals(play.name()))
                .map(i -> i.get("type").getAsString() + " " + i.get("status").getAsString())
                .toList()
                .toString();
        return String.format(
                "%-17s %-8s %-10s marker %5.1f s of %2d, restarts %d of %d, %s",
                play.name(),
                mode,
                play.expect().outcome(),
                marked,
                play.expect().within_s(),
                restarts(status),
                play.expect().max_restarts(),
                stands);
    }

    private int restarts(JsonElement status) {
        return status.getAsJsonObject().get("processes").getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(p -> p.get("instance").getAsString().equals(play.name() + "@" + mode))
                .mapToInt(p -> p.get("restarts").getAsInt())
                .findFirst()
                .orElse(0);
    }
}
