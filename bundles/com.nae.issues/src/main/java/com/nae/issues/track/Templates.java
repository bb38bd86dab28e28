package com.nae.issues.track;

import java.nio.charset.StandardCharsets;

/** Masks what varies in plain error lines. */
final class Templates {
    String of(byte[] line, int from, int to) {
        StringBuilder out = new StringBuilder();
        for (String word : new String(line, from, to - from, StandardCharsets.UTF_8).strip().split("\\s+")) {
            out.append(word.chars().anyMatch(Character::isDigit) ? "<*>" : word).append(' ');
        }
        return out.toString();
    }
}
