package com.nae.rules.document;

import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every relative link of a Markdown page leads to a file or folder of the project. */
public final class DeadLinks implements Rule {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*|#.*");

    @Override
    public String name() {
        return "dead-link";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return project.files().stream()
                .filter(file -> file.toString().endsWith(".md"))
                .flatMap(page -> dead(project, page))
                .toList();
    }

    private static Stream<Offender> dead(Project project, Path page) {
        List<String> lines = project.text(page).lines().toList();
        List<Offender> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher link = LINK.matcher(lines.get(i));
            while (link.find()) {
                if (!leadsSomewhere(project, page, link.group(1))) {
                    found.add(new Offender(page, i + 1, "the link to " + link.group(1) + " leads nowhere"));
                }
            }
        }
        return found.stream();
    }

    private static boolean leadsSomewhere(Project project, Path page, String link) {
        if (ELSEWHERE.matcher(link).matches()) {
            return true;
        }
        Path folder = Optional.ofNullable(page.getParent()).orElse(Path.of(""));
        return project.exists(folder.resolve(link.replaceFirst("#.*", "")).normalize());
    }
}
