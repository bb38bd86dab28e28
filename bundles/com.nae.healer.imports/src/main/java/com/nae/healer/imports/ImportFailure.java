package com.nae.healer.imports;

import com.nae.api.issue.Issue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A missing name or module, as a message of Python reports it.
 *
 * @param module the module that is missing or lacks {@code name}; empty for a missing name
 * @param name the name; empty for a missing module
 */
record ImportFailure(Kind kind, String module, String name) {
    /** The kind of failure. {@code MEMBER} is a name that an existing module lacks. */
    enum Kind {
        NAME,
        MODULE,
        MEMBER,
        CIRCULAR,
        SHADOWED,
        SCOPE
    }

    private static final String WORD = "'([A-Za-z_][A-Za-z0-9_.]{0,200})'";

    /** A form of message. @param module number of the group with the module; 0 for none @param name that of the name */
    private record Form(Kind kind, Pattern pattern, int module, int name) {
        Optional<ImportFailure> of(String text) {
            Matcher m = pattern.matcher(text);
            return m.find() ? Optional.of(new ImportFailure(kind, group(m, module), group(m, name))) : Optional.empty();
        }

        private static String group(Matcher m, int n) {
            return n == 0 ? "" : m.group(n);
        }
    }

    /** The most specific first, because the message of a circular or shadowed import also reads like a missing name. */
    private static final List<Form> FORMS = List.of(
            new Form(
                    Kind.SHADOWED, Pattern.compile("consider renaming|same name as the standard library module"), 0, 0),
            new Form(Kind.CIRCULAR, Pattern.compile("partially initialized module"), 0, 0),
            new Form(Kind.CIRCULAR, Pattern.compile("circular import"), 0, 0),
            new Form(Kind.SCOPE, Pattern.compile("free variable " + WORD), 0, 1),
            new Form(Kind.SCOPE, Pattern.compile("local variable " + WORD), 0, 1),
            new Form(Kind.NAME, Pattern.compile("name " + WORD + " is not defined"), 0, 1),
            new Form(Kind.MEMBER, Pattern.compile("cannot import name " + WORD + " from " + WORD), 2, 1),
            new Form(Kind.MEMBER, Pattern.compile("module " + WORD + " has no attribute " + WORD), 1, 2),
            new Form(Kind.MODULE, Pattern.compile("No module named " + WORD), 1, 0));

    /**
     * Reads the failure from the message of an issue, otherwise from the first line of its evidence that contains one.
     */
    static Optional<ImportFailure> of(Issue issue) {
        return Stream.concat(
                        Stream.of(issue.message()), issue.evidence().stream().filter(ImportFailure::named))
                .map(ImportFailure::read)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean named(String line) {
        return line.contains("NameError:")
                || line.contains("ImportError:")
                || line.contains("ModuleNotFoundError:")
                || line.contains("AttributeError: module");
    }

    private static Optional<ImportFailure> read(String text) {
        return FORMS.stream()
                .map(form -> form.of(text))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
