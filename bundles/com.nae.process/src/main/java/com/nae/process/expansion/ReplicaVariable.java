package com.nae.process.expansion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in {@code ${NAE_REPLICA}}: the one variable whose value differs between the replicas of a definition. */
public final class ReplicaVariable {
    static final String VARIABLE = "NAE_REPLICA";
    private static final String FORM = "${" + VARIABLE + "}";

    private ReplicaVariable() {}

    public static String fill(String text, int replica) {
        return text.replace(FORM, Integer.toString(replica));
    }

    public static List<String> fill(List<String> texts, int replica) {
        return texts.stream().map(text -> fill(text, replica)).toList();
    }

    /** The values of a map, in its order. */
    public static Map<String, String> fill(Map<String, String> values, int replica) {
        Map<String, String> filled = new LinkedHashMap<>();
        values.forEach((name, value) -> filled.put(name, fill(value, replica)));
        return filled;
    }
}
