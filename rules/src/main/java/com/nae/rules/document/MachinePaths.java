package com.nae.rules.document;

import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** No file holds a path into somebody's home folder or working folder. */
public final class MachinePaths implements Rule {
    private static final Pattern PATH = Pattern.compile("(?<![\\w.$}~-])/(?:root|home/\\w+|Users/\\w+|work)/[\\w./-]+");

    @Override
    public String name() {
        return "machine-path";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return project.files().stream()
                .flatMap(file -> paths(file, project.text(file)))
                .toList();
    }

    private static Stream<Offender> paths(Path file, String text) {
        List<Offender> found = new ArrayList<>();
        Matcher matcher = PATH.matcher(text);
        while (matcher.find()) {
            int line = 1
                    + (int) text.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            found.add(new Offender(file, line, "a path of one machine: " + matcher.group()));
        }
        return found.stream();
    }
}
