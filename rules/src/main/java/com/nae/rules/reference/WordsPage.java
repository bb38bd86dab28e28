package com.nae.rules.reference;

import com.nae.rules.source.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The words in which states and events are reported: the constants of the enums behind them. */
final class WordsPage implements Page {
    /** An enum, under a heading, and where users see its words. */
    private record Vocabulary(String heading, String type, boolean upperCase, String seen) {
        List<String> row(DeclaredType.Member constant) {
            String word = upperCase
                    ? constant.name()
                    : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return List.of(Markdown.code(word), constant.comment());
        }
    }

    private static final List<Vocabulary> ALL = List.of(
            new Vocabulary(
                    "Events of the change log", "ChangeEvent", false, "the field `event` of `logs/change_log.json`."),
            new Vocabulary("States of a fix", "FixRecord.State", false, "`nae fixes`."),
            new Vocabulary("Statuses of an issue", "Issue.Status", false, "`nae issues`."),
            new Vocabulary(
                    "Families of issues",
                    "Family",
                    false,
                    "`nae issues --json`, and the keys `healing.<family>` of a process."),
            new Vocabulary("States of a process", "com.nae.api.process.ProcessState", true, "`nae status`."),
            new Vocabulary("Levels of health", "HealthLevel", true, "`nae health` and `nae status`."),
            new Vocabulary(
                    "Degrees of autonomy",
                    "Autonomy",
                    false,
                    "the keys `healing` and `healing.<family>` of a process."));

    @Override
    public Path file() {
        return FOLDER.resolve("events.md");
    }

    @Override
    public String text(Project project) {
        TypeIndex types = new TypeIndex(project);
        Markdown page = new Markdown(
                "Words",
                "The words in which NAE reports events, states and levels. Scripts may rely on them."
                        + " How they belong together is in the [glossary](../glossary.md).");
        for (Vocabulary vocabulary : ALL) {
            page.heading(2, vocabulary.heading());
            page.paragraph("In " + vocabulary.seen());
            page.table(
                    List.of("word", "meaning"),
                    types.named(vocabulary.type()).constants().stream()
                            .map(vocabulary::row)
                            .toList());
        }
        return page.toString();
    }
}
