package com.nae.health.sample;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The auxiliary vector of this process: facts about the machine that the kernel passes to each program (getauxval(3)).
 */
final class AuxiliaryVector {
    private AuxiliaryVector() {}

    /** Values by type, read as pairs of 64-bit numbers; empty if the file cannot be read. */
    static Map<Integer, Long> read(Path file) {
        Map<Integer, Long> values = new HashMap<>();
        try {
            ByteBuffer pairs = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
            while (pairs.remaining() >= 16) {
                values.put((int) pairs.getLong(), pairs.getLong());
            }
        } catch (IOException absent) {
            return Map.of();
        }
        return values;
    }
}
