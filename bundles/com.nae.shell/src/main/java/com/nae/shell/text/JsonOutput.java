package com.nae.shell.text;

import com.google.gson.Gson;
import com.nae.base.json.JsonFormats;
import java.io.PrintStream;

/** The output of records as JSON with names in snake case. Nulls are written, instants are in ISO-8601. */
public final class JsonOutput {
    private static final Gson GSON =
            JsonFormats.snakeCase().serializeNulls().disableHtmlEscaping().create();

    private JsonOutput() {}

    /** Prints a value as one line. */
    public static void print(PrintStream out, Object value) {
        out.println(GSON.toJson(value));
    }
}
