package com.nae.healer.patterns;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Fix.Risk;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A fix pattern, as its file describes it. Matching takes linear time, whatever the expression.
 *
 * @param match searched in the folded lines of an issue and in its message
 * @param families words of families; an empty list means any, as for {@code types} and {@code languages}
 */
record FixPattern(
        String name,
        Pattern match,
        List<String> families,
        List<String> types,
        List<String> languages,
        Optional<String> subject,
        PatternRemedy remedy,
        double confidence,
        Risk risk,
        Fix.Terms terms) {
    static final String PID = "com.nae.healer.patterns";
    /** The most characters of an issue that are searched. */
    private static final int LONGEST = 64 * 1024;

    /** Reads a pattern. @throws SettingsException that names the key which is missing or malformed */
    static FixPattern of(String name, Settings settings) {
        if (!name.matches("[a-z0-9][a-z0-9_-]{0,60}")) {
            throw new SettingsException("", "'" + name + "' is no name of a pattern: small letters, digits, - and _");
        }
        Pattern match = compiled(settings.required("match"));
        FixPattern pattern = new FixPattern(
                name,
                match,
                words(settings, "family"),
                settings.list("type", List.of()),
                words(settings, "language"),
                settings.text("subject").map(t -> MatchTemplate.requireGroups("subject", t, match)),
                PatternRemedy.of(settings, match),
                settings.decimal("confidence", 0.6, 0, 1),
                settings.choice("risk", Risk.class, Risk.LOW),
                terms(settings));
        pattern.families.forEach(FixPattern::family);
        settings.end();
        return pattern;
    }

    private static Fix.Terms terms(Settings settings) {
        return new Fix.Terms(
                settings.integer("limit", 3, 1, 1000),
                settings.duration("window", Duration.ofHours(1)),
                settings.duration("quiet", Duration.ZERO),
                false);
    }

    private static void family(String word) {
        Settings.choiceOf("family", word, Family.class);
    }

    private static List<String> words(Settings settings, String key) {
        return settings.list(key, List.of()).stream()
                .map(w -> w.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Pattern compiled(String expression) {
        try {
            return Pattern.compile(expression, Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw new SettingsException(
                    "match", "is no expression of RE2: " + e.getDescription() + " in '" + e.getPattern() + "'");
        } catch (StackOverflowError deep) {
            throw new SettingsException(
                    "match",
                    "repeats or nests too much; a bounded repetition such as {1,200} is best written as + or *");
        }
    }

    /** Whether the conditions other than {@code match} hold. */
    boolean appliesTo(Issue issue) {
        return (families.isEmpty() || families.contains(issue.family().word()))
                && (types.isEmpty() || types.contains(issue.type()) || types.contains(issue.rootType()))
                && (languages.isEmpty() || languages.contains(issue.language().toLowerCase(Locale.ROOT)));
    }

    /** Finds the expression in the lines of an issue, or in its message. */
    Optional<Matcher> find(Issue issue) {
        return found(String.join("\n", issue.evidence())).or(() -> found(issue.message()));
    }

    private Optional<Matcher> found(String text) {
        Matcher matcher = match.matcher(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    /** The fix for an issue; empty where the pattern does not match. */
    Optional<Fix> fix(Issue issue) {
        return appliesTo(issue) ? find(issue).map(this::fix) : Optional.empty();
    }

    private Fix fix(Matcher matcher) {
        String about = subject.filter(t -> MatchTemplate.isComplete(t, matcher))
                .map(t -> ": " + MatchTemplate.fill(t, matcher))
                .orElse("");
        return new Fix(
                "pattern-" + name,
                "matches the pattern " + name + about,
                confidence,
                risk,
                remedy.changes(matcher),
                terms);
    }
}
