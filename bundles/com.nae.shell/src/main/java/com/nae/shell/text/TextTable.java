package com.nae.shell.text;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A table that fits the width of the screen. Columns are as wide as their cells; if that is too wide, the widest
 * columns shrink and their cells are cut with an ellipsis. Notes are wrapped below their row.
 */
public final class TextTable {
    private static final String GAP = "  ";
    /** Columns are not cut below this width. */
    private static final int MIN_COLUMN = 8;

    /** A row. @param notes printed below it */
    private record Row(String[] cells, List<String> notes) {}

    private final int columns;
    private final AnsiStyle style;
    private final String[] headings;
    private final List<Row> rows = new ArrayList<>();
    private UnaryOperator<String> paint = text -> text;
    private int painted = -1;

    public TextTable(int columns, AnsiStyle style, String... headings) {
        this.columns = columns;
        this.style = style;
        this.headings = headings;
    }

    /** Colours the cells of one column by the status that they show. */
    public TextTable colourByStatus(String heading) {
        painted = Arrays.asList(headings).indexOf(heading);
        paint = style::byStatus;
        return this;
    }

    public TextTable row(String... cells) {
        return row(List.of(), cells);
    }

    public TextTable row(List<String> notes, String... cells) {
        rows.add(new Row(Arrays.stream(cells).map(TerminalSanitizer::line).toArray(String[]::new), notes));
        return this;
    }

    public void print(PrintStream out) {
        int[] widths = widths();
        out.println(style.bold(line(headings, widths, -1)));
        for (Row row : rows) {
            out.println(line(row.cells(), widths, painted));
            row.notes().forEach(note -> WrappedText.print(out, note, "    ", columns));
        }
    }

    /** The width of each column: the widest cell, then less for the widest columns until the table fits. */
    private int[] widths() {
        int[] widths = new int[headings.length];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    length(headings[i]),
                    rows.stream()
                            .mapToInt(row -> length(row.cells()[column]))
                            .max()
                            .orElse(0));
        }
        for (int total = total(widths); total > columns; total--) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= MIN_COLUMN) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private static int total(int[] widths) {
        return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
    }

    private String line(String[] cells, int[] widths, int paintedCell) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = cut(cells[i], widths[i]);
            boolean last = i == cells.length - 1;
            line.append(i == paintedCell ? paint.apply(cell) : cell)
                    .append(last ? "" : " ".repeat(widths[i] - length(cell)) + GAP);
        }
        return line.toString().stripTrailing();
    }

    /** The columns that a text takes; one for each code point. */
    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int width) {
        return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }
}
