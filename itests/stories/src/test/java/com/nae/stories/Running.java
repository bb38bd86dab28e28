package com.nae.stories;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What runs on this machine, by {@code /proc}. */
final class Running {
    private static final Path PROC = Path.of("/proc");

    private Running() {}

    /** Also when it is a zombie that nobody has reaped yet. */
    static boolean gone(long pid) {
        String stat = read(PROC.resolve(pid + "/stat"));
        return stat.isEmpty() || stat.replaceFirst("(?s).*\\) ", "").startsWith("Z");
    }

    /** The processes whose environment holds {@code NAME=VALUE}. */
    static List<Long> marked(String mark) throws IOException {
        return pids().filter(pid -> !gone(pid)
                        && List.of(read(PROC.resolve(pid + "/environ")).split("\0"))
                                .contains(mark))
                .toList();
    }

    /** The processes whose command line holds a text. */
    static List<Long> withCommand(String text) throws IOException {
        return pids().filter(pid -> !gone(pid)
                        && read(PROC.resolve(pid + "/cmdline"))
                                .replace('\0', ' ')
                                .contains(text))
                .toList();
    }

    /** The children of a process, zombies included. */
    static List<Long> childrenOf(long parent) throws IOException {
        return pids().filter(pid -> read(PROC.resolve(pid + "/stat"))
                        .replaceFirst("(?s).*\\) ", "")
                        .matches("(?s)\\S " + parent + " .*"))
                .toList();
    }

    /** How many threads of a process have a name that begins so; the kernel keeps 15 characters of it. */
    static long threads(long pid, String name) throws IOException {
        try (Stream<Path> tasks = Files.list(PROC.resolve(pid + "/task"))) {
            return tasks.filter(task -> read(task.resolve("comm")).startsWith(name))
                    .count();
        }
    }

    private static Stream<Long> pids() throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::valueOf)
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
