package com.nae.health.sample;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What the kernel told this process about the machine when it was started (getauxval(3)). */
final class AuxiliaryVector {
    private AuxiliaryVector() {}

    /** Values by type; empty where the file cannot be read. Pairs of 64 bits. */
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
