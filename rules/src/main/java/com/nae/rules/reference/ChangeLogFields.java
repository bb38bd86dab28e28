package com.nae.rules.reference;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The fields of {@code logs/change_log.json}, in the order in which its writer adds them. */
final class ChangeLogFields {
    private static final String WRITER = "ChangeLogFile";
    /** The one field that is no component of a record. */
    private static final String DIFF = "diff";

    private static final List<String> RECORDS =
            List.of("ChangeLog.Entry", "ChangeLog.Subject", "ChangeLog.Remedy", "ChangeLog.AppliedChange");

    private ChangeLogFields() {}

    static void describe(TypeIndex types, Markdown page) {
        page.heading(2, "`logs/change_log.json`");
        page.paragraph("One object a line, one line for each act. Lines are only ever appended. Secrets are masked."
                + " The words of `event` are in [events.md](events.md).");
        page.table(List.of("field", "meaning"), rows(types, "json"));
        page.heading(3, "`changes[]`");
        page.table(List.of("field", "meaning"), rows(types, "changes"));
    }

    private static List<List<String>> rows(TypeIndex types, String method) {
        List<List<String>> rows = new ArrayList<>();
        for (String field : added(types.named(WRITER), method)) {
            rows.add(List.of(Markdown.code(field), meaning(types, field)));
        }
        return rows;
    }

    private static String meaning(TypeIndex types, String field) {
        return RECORDS.stream()
                .map(types::named)
                .map(record -> record.parameter(field))
                .filter(meaning -> !meaning.isEmpty())
                .findFirst()
                .orElse(field.equals(DIFF) ? "unified diff of an edit, in place of `detail`" : "");
    }

    /** The names that a method adds to a JSON object. */
    private static Set<String> added(DeclaredType writer, String method) {
        Set<String> names = new LinkedHashSet<>();
        new TreeScanner<Void, Void>() {
            private boolean inside;

            @Override
            public Void visitMethod(MethodTree declared, Void unused) {
                inside = declared.getName().contentEquals(method);
                return super.visitMethod(declared, unused);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
                ExpressionTree select = call.getMethodSelect();
                boolean adds = select instanceof MemberSelectTree member
                        && member.getIdentifier().toString().matches("add(Property)?");
                if (inside && adds && call.getArguments().size() == 2) {
                    new TreeScanner<Void, Void>() {
                        @Override
                        public Void visitLiteral(LiteralTree literal, Void ignored) {
                            if (literal.getValue() instanceof String name && name.matches("[a-z_]+")) {
                                names.add(name);
                            }
                            return null;
                        }
                    }.scan(call.getArguments().get(0), null);
                }
                return super.visitMethodInvocation(call, unused);
            }
        }.scan(writer.tree(), null);
        return names;
    }
}
