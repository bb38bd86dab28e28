package com.nae.history;

import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes records as comma-separated values (RFC 4180), with their component names in snake case as the header. */
record CsvWriter(PrintStream out) {
    void write(Class<?> type, List<?> rows) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            names.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        }
        out.println(String.join(",", names));
        rows.forEach(row -> out.println(line(type, row)));
    }

    private static String line(Class<?> type, Object row) {
        List<String> values = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                Object value = component.getAccessor().invoke(row);
                values.add(value == null ? "" : quoted(value.toString()));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return String.join(",", values);
    }

    private static String quoted(String value) {
        return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
