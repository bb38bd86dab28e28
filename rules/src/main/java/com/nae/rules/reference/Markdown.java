package com.nae.rules.reference;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the few forms of Markdown that the reference pages use. */
final class Markdown {
    private static final String GENERATED = """
            <!-- Written by %s out of the code. Change the code or the bundle's README, then run it again. -->
            """.formatted(WriteReference.COMMAND);

    private final StringBuilder text = new StringBuilder();

    /** A page with a title and an introduction. */
    Markdown(String title, String introduction) {
        text.append("# ").append(title).append("\n\n").append(GENERATED).append('\n');
        paragraph(introduction);
    }

    Markdown heading(int level, String heading) {
        text.append("#".repeat(level)).append(' ').append(heading).append("\n\n");
        return this;
    }

    Markdown paragraph(String words) {
        if (!words.isBlank()) {
            text.append(words.strip()).append("\n\n");
        }
        return this;
    }

    Markdown table(List<String> head, List<List<String>> rows) {
        row(head);
        row(head.stream().map(cell -> "---").toList());
        rows.forEach(this::row);
        text.append('\n');
        return this;
    }

    private void row(List<String> cells) {
        text.append(cells.stream()
                .map(cell -> cell.replaceAll("(?<!\\\\)\\|", "\\\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    static String code(String words) {
        return words.isEmpty() ? "" : "`" + words + "`";
    }

    /** A Javadoc comment as one line of Markdown: its first paragraph. */
    static String of(String comment) {
        String first = ("\n" + comment).split("\n\\s*\n|<p>|\n\\s*@")[0];
        return first.replaceAll("\\{@(?:code|value) ([^}]*)}", "`$1`")
                .replaceAll("\\{@link(?:plain)? #?([^}\\s]*)( [^}]*)?}", "`$1`")
                .replaceAll("(`\\w+)#", "$1.")
                .replaceAll("<[/a-z]+>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}
