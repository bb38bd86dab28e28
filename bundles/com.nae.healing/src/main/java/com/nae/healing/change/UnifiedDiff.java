package com.nae.healing.change;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The line difference of two files, which it also prints as a unified diff. Bytes that are not UTF-8 are read as
 * latin-1. It is made for small edits of large files: equal lines at both ends are skipped first.
 */
public final class UnifiedDiff {
    /** Equal lines shown around a difference. */
    private static final int CONTEXT = 3;
    /** The most lines on either side that are compared line by line; a larger range is shown as replaced. */
    private static final int LIMIT = 2_000;

    private final List<String> before;
    private final List<String> after;
    /**
     * Each is {@code {from, to, from, to}}: line numbers in the old text, then in the new one; {@code to} is exclusive.
     */
    private final List<int[]> hunks = new ArrayList<>();

    private UnifiedDiff(byte[] before, byte[] after) {
        this.before = lines(before);
        this.after = lines(after);
        int head = 0;
        int shorter = Math.min(this.before.size(), this.after.size());
        while (head < shorter && this.before.get(head).equals(this.after.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && this.before
                        .get(this.before.size() - 1 - tail)
                        .equals(this.after.get(this.after.size() - 1 - tail))) {
            tail++;
        }
        compare(head, this.before.size() - tail, head, this.after.size() - tail);
    }

    /** Returns the diff with the headers {@code a/path} and {@code b/path}; empty where nothing differs. */
    public static String unified(String path, byte[] before, byte[] after) {
        UnifiedDiff diff = new UnifiedDiff(before, after);
        StringBuilder out = new StringBuilder();
        if (!diff.hunks.isEmpty()) {
            out.append("--- a/").append(path).append("\n+++ b/").append(path).append('\n');
            diff.write(out);
        }
        return out.toString();
    }

    /** The ranges of lines that differ, in ascending order: {@code {oldFrom, oldTo, newFrom, newTo}}. */
    static List<int[]> hunks(byte[] before, byte[] after) {
        return new UnifiedDiff(before, after).hunks;
    }

    /** The number of lines added plus the number of lines removed. */
    public static int changedLines(byte[] before, byte[] after) {
        return hunks(before, after).stream()
                .mapToInt(h -> h[1] - h[0] + h[3] - h[2])
                .sum();
    }

    /** The lines of a file, each with its line end. */
    static List<String> lines(byte[] bytes) {
        String text = new String(bytes, utf8(bytes) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end + 1));
            from = end + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    private static boolean utf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes));
            return true;
        } catch (java.nio.charset.CharacterCodingException e) {
            return false;
        }
    }

    /**
     * Compares a range of lines by the longest common subsequence. {@code common[i][j]} is its length from line i of
     * the old and line j of the new range.
     */
    private void compare(int a0, int a1, int b0, int b1) {
        int n = a1 - a0;
        int m = b1 - b0;
        if (n == 0 || m == 0 || n > LIMIT || m > LIMIT) {
            if (n + m > 0) {
                hunks.add(new int[] {a0, a1, b0, b1});
            }
            return;
        }
        int[][] common = new int[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                common[i][j] = before.get(a0 + i).equals(after.get(b0 + j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        walk(common, a0, b0);
    }

    /** Follows the longest common subsequence and records a hunk wherever it skips lines. */
    private void walk(int[][] common, int a0, int b0) {
        int n = common.length - 1;
        int m = common[0].length - 1;
        int i = 0;
        int j = 0;
        while (i < n || j < m) {
            int fromA = i;
            int fromB = j;
            while (i < n && j < m ? !before.get(a0 + i).equals(after.get(b0 + j)) : i < n || j < m) {
                if (j >= m || i < n && common[i + 1][j] >= common[i][j + 1]) {
                    i++;
                } else {
                    j++;
                }
            }
            if (i > fromA || j > fromB) {
                hunks.add(new int[] {a0 + fromA, a0 + i, b0 + fromB, b0 + j});
            }
            while (i < n && j < m && before.get(a0 + i).equals(after.get(b0 + j))) {
                i++;
                j++;
            }
        }
    }

    /** Prints hunks; those whose context would overlap form one group. */
    private void write(StringBuilder out) {
        for (int first = 0; first < hunks.size(); ) {
            int last = first;
            while (last + 1 < hunks.size() && hunks.get(last + 1)[0] - hunks.get(last)[1] <= 2 * CONTEXT) {
                last++;
            }
            group(out, hunks.subList(first, last + 1));
            first = last + 1;
        }
    }

    private void group(StringBuilder out, List<int[]> group) {
        int[] head = group.get(0);
        int[] foot = group.get(group.size() - 1);
        int lead = Math.min(CONTEXT, head[0]);
        int trail = Math.min(CONTEXT, before.size() - foot[1]);
        out.append("@@ -")
                .append(range(head[0] - lead, foot[1] + trail))
                .append(" +")
                .append(range(head[2] - lead, foot[3] + trail))
                .append(" @@\n");
        int at = head[0] - lead;
        for (int[] hunk : group) {
            mark(out, ' ', before.subList(at, hunk[0]));
            mark(out, '-', before.subList(hunk[0], hunk[1]));
            mark(out, '+', after.subList(hunk[2], hunk[3]));
            at = hunk[1];
        }
        mark(out, ' ', before.subList(at, foot[1] + trail));
    }

    /** The range as a hunk header has it; an empty range names the line before it. */
    private static String range(int from, int to) {
        int count = to - from;
        return (count == 0 ? from : from + 1) + (count == 1 ? "" : "," + count);
    }

    private static void mark(StringBuilder out, char mark, List<String> lines) {
        for (String line : lines) {
            out.append(mark).append(line);
            if (!line.endsWith("\n")) {
                out.append("\n\\ No newline at end of file\n");
            }
        }
    }
}
