package com.nae.issues.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.nae.issues.group.LineGroups;

/** Groups every line of a folder of logs and writes, per log, line numbers with group numbers for {@code score.py}. */
public final class LogBench {
    private LogBench() {}

    /** @param words the folder of logs, the folder of results */
    public static void main(String[] words) throws IOException {
        Path results = Files.createDirectories(Path.of(words[1]));
        try (Stream<Path> logs = Files.list(Path.of(words[0]))) {
            for (Path log : logs.sorted().toList()) {
                Files.writeString(
                        results.resolve(log.getFileName().toString().replace(".log", ".csv")),
                        grouped(Files.readAllBytes(log)));
            }
        }
    }

    private static String grouped(byte[] text) {
        LineGroups groups = new LineGroups();
        List<Long> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n' || i == text.length - 1) {
                lines.add(groups.groupOf(text, start, text[i] == '\n' ? i : text.length));
                start = i + 1;
            }
        }
        StringBuilder csv = new StringBuilder("LineId,Group\n");
        for (int i = 0; i < lines.size(); i++) {
            csv.append(i + 1)
                    .append(',')
                    .append(Long.toHexString(groups.root(lines.get(i))))
                    .append('\n');
        }
        return csv.toString();
    }
}
