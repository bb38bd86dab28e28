package com.nae.issues;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generator of corrupted text from recorded streams: interleaved, truncated, repeated, behind the prefixes of
 * transports, with changed bytes.
 */
final class CorruptedText {
    private static final int MAX_BYTES = 60_000;
    private static final List<String> TRANSPORTS = List.of(
            "",
            "",
            "",
            "web-1  | ",
            "2026-11-22T09:00:01.000000001Z stderr F ",
            "2026-11-22T09:00:01.000000001Z stderr P ",
            "<11>1 2026-11-22T09:00:01.003Z host app 42 - - ",
            "Nov 22 09:00:01 host app[7]: ",
            "ERROR:root:",
            "2026-11-22 09:00:01,000 ERROR [w] ",
            "\u001b[31m",
            "0|app  | ",
            "{\"log\":\"",
            "{\"level\":\"error\",\"exception\":\"",
            "\t",
            "  | ");
    private static final List<String> WORDS = List.of(
            "Traceback (most recent call last):",
            "  File \"",
            "\", line ",
            "99999999999",
            ", in f",
            "    at ",
            "\tat a.b.C(D.java:1)",
            "Caused by: ",
            "panic: ",
            "goroutine 1 [running]:",
            "KeyError: 'x'",
            "Exception in thread \"",
            "\\u00",
            "\r",
            "\u001b[31m",
            "\u001b]0;",
            "\u0000",
            "\u202e",
            "ERROR ",
            "  + Exception Group Traceback (most recent call last):",
            "  | ",
            "  +-+---------------- 1 ----------------",
            "[cause]: ",
            " {",
            "}",
            "((((((((((",
            "=\"",
            "During handling of the above exception, another exception occurred:",
            "\n\n",
            "http://a:b@c/",
            "[errors]: [",
            "... 12 more",
            "{",
            "\"",
            "stderr P ",
            "Suppressed: ");

    private final Random random;
    private final List<byte[]> seeds;

    CorruptedText(Random random, List<byte[]> seeds) {
        this.random = random;
        this.seeds = seeds;
    }

    byte[] text() {
        List<String> lines = lines();
        if (random.nextInt(3) == 0) {
            lines = interleaved(lines, lines());
        }
        for (int i = random.nextInt(6); i > 0 && !lines.isEmpty(); i--) {
            corrupt(lines);
        }
        String transport = TRANSPORTS.get(random.nextInt(TRANSPORTS.size()));
        StringBuilder out = new StringBuilder();
        lines.forEach(line -> out.append(transport).append(line).append('\n'));
        byte[] bytes = out.substring(0, Math.min(MAX_BYTES, out.length())).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private List<String> lines() {
        return new ArrayList<>(new String(seeds.get(random.nextInt(seeds.size())), StandardCharsets.UTF_8)
                .lines()
                .toList());
    }

    private List<String> interleaved(List<String> a, List<String> b) {
        List<String> interleaved = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            interleaved.add(j == b.size() || i < a.size() && random.nextBoolean() ? a.get(i++) : b.get(j++));
        }
        return interleaved;
    }

    private void corrupt(List<String> lines) {
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        int position = random.nextInt(line.length() + 1);
        String word = WORDS.get(random.nextInt(WORDS.size()));
        switch (random.nextInt(9)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(at, line);
            case 2 -> lines.add(random.nextInt(lines.size() + 1), line);
            case 3 -> lines.set(at, line.substring(0, position) + word + line.substring(position));
            case 4 -> lines.add(at, word);
            case 5 -> lines.set(at, line.substring(0, position));
            case 6 -> lines.subList(0, at).clear();
            case 7 -> lines.subList(at, lines.size()).clear();
            default -> {
                List<String> once = List.copyOf(lines);
                for (int n = random.nextInt(40); n > 0 && lines.size() < 2000; n--) {
                    lines.addAll(once);
                }
            }
        }
    }
}
