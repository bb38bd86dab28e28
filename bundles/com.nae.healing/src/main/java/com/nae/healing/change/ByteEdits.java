package com.nae.healing.change;

import com.nae.api.healing.Change;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The functions that compute byte-exact edits of a file in memory. */
public final class ByteEdits {
    private ByteEdits() {}

    /**
     * Returns the original with the edits made.
     *
     * @param edits in ascending order of their offset, without overlap
     * @throws RefusedException if an edit overlaps the one before it or reaches beyond the file
     */
    public static byte[] apply(byte[] original, List<Change.Edit> edits) throws RefusedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(original.length + 64);
        int at = 0;
        for (Change.Edit edit : edits) {
            if (edit.offset() < at || edit.length() < 0 || edit.length() > original.length - edit.offset()) {
                throw new RefusedException("an edit at byte " + edit.offset() + " does not fit the file");
            }
            out.write(original, at, edit.offset() - at);
            out.writeBytes(edit.replacement());
            at = edit.offset() + edit.length();
        }
        out.write(original, at, original.length - at);
        return out.toByteArray();
    }

    /**
     * Applies the difference between {@code before} and {@code after} to {@code target}, like a patch. The target may
     * differ from {@code before} in other lines. Each hunk must be found there exactly once, with up to two lines of
     * context on either side.
     *
     * @throws RefusedException.Stale if a hunk is missing or ambiguous in the target
     */
    public static byte[] transplant(byte[] before, byte[] after, byte[] target) throws RefusedException {
        String oldText = latin(before);
        String newText = latin(after);
        String result = latin(target);
        List<String> oldLines = latinLines(oldText);
        List<String> newLines = latinLines(newText);
        for (int[] hunk : UnifiedDiff.hunks(before, after)) {
            String lead = String.join("", oldLines.subList(Math.max(0, hunk[0] - 2), hunk[0]));
            String trail = String.join("", oldLines.subList(hunk[1], Math.min(oldLines.size(), hunk[1] + 2)));
            String from = lead + String.join("", oldLines.subList(hunk[0], hunk[1])) + trail;
            int at = result.indexOf(from);
            if (at < 0 || from.isEmpty() || result.indexOf(from, at + 1) >= 0) {
                throw new RefusedException.Stale("the place of the edit is not the same there");
            }
            String to = lead + String.join("", newLines.subList(hunk[2], hunk[3])) + trail;
            result = result.substring(0, at) + to + result.substring(at + from.length());
        }
        return result.getBytes(StandardCharsets.ISO_8859_1);
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Maps each byte to one character and back, so that files in any encoding survive unchanged. */
    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<String> latinLines(String text) {
        return List.of(text.split("(?<=\n)", -1));
    }
}
