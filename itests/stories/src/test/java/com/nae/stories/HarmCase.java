package com.nae.stories;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A program of the harm corpus: its folder and its {@code case.properties}. */
record HarmCase(String name, Path folder, Properties properties) {
    static final Path CORPUS = StoryHome.PROJECT.resolve("itests/stories/src/test/resources/harm");

    /** Programs that run in one home, about. */
    private static final int TOGETHER = Integer.getInteger("nae.harm.together", 24);

    /** The names, or expressions for names, that are wanted. */
    private static final List<String> WANTED =
            List.of(System.getProperty("nae.harm", ".*").split(","));

    String get(String key, String fallback) {
        return properties.getProperty(key, fallback).trim();
    }

    /** Whether it is truly broken and is to be healed. */
    boolean twin() {
        return get("kind", "").equals("twin");
    }

    /** Whether its facts can be told from the words of others by its own interpreter alone. */
    boolean needsInterpreter() {
        return get("needs", "").equals("interpreter");
    }

    /** Seconds after which the operator restarts it; 0 where nobody does. */
    int restart() {
        return Integer.parseInt(get("restart", "0"));
    }

    /** Seconds after which it ends once by itself or by an order; 0 where it goes on. */
    int ordered() {
        return Math.max(restart(), Integer.parseInt(get("ends", "0")));
    }

    /** Files that a repair may change. */
    List<String> edits() {
        String fallback = twin() && !get("family", "").equals("connection") ? "main.py" : "";
        return Arrays.stream(get("edits", fallback).split(","))
                .map(String::trim)
                .filter(file -> !file.isEmpty())
                .toList();
    }

    /** Its own variables. */
    Map<String, String> environment() {
        Map<String, String> found = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith("environment.")) {
                found.put(key.substring("environment.".length()), get(key, ""));
            }
        }
        return found;
    }

    private static HarmCase read(Path folder) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("case.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HarmCase(folder.getFileName().toString(), folder, properties);
    }

    private static List<HarmCase> all() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            return folders.filter(folder -> Files.exists(folder.resolve("case.properties")))
                    .filter(folder -> WANTED.stream()
                            .anyMatch(wanted -> folder.getFileName().toString().matches(wanted)))
                    .sorted()
                    .map(HarmCase::read)
                    .toList();
        }
    }

    /** All that are wanted, in batches of about equal size; a program and its twin are in one. */
    static List<List<HarmCase>> batches() throws IOException {
        List<HarmCase> all = all();
        Map<String, List<HarmCase>> pairs = new LinkedHashMap<>();
        for (HarmCase one : all) {
            String key = one.twin() ? one.get("twin", one.name()) : one.name();
            pairs.computeIfAbsent(key, ignored -> new ArrayList<>()).add(one);
        }
        int count = (all.size() + TOGETHER - 1) / TOGETHER;
        List<List<HarmCase>> batches = Stream.generate(() -> (List<HarmCase>) new ArrayList<HarmCase>())
                .limit(count)
                .toList();
        int next = 0;
        for (Collection<HarmCase> pair : pairs.values()) {
            batches.get(next++ % count).addAll(pair);
        }
        return batches;
    }
}
