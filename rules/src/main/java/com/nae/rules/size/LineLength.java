package com.nae.rules.size;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A line of Java, comments and text blocks included, is at most 120 columns wide. */
public final class LineLength implements Rule {
    private static final int MOST = 120;

    @Override
    public String name() {
        return "line-length";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return project.sources().stream().flatMap(LineLength::wide).toList();
    }

    private static Stream<Offender> wide(JavaSource source) {
        List<String> lines = source.lines();
        return IntStream.range(0, lines.size())
                .filter(i -> width(lines.get(i)) > MOST)
                .mapToObj(i -> new Offender(source.file(), i + 1, width(lines.get(i)) + " columns, at most " + MOST));
    }

    private static int width(String line) {
        return line.codePointCount(0, line.length());
    }
}
