package com.nae.rules;

import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Prints what breaks the rules of the house: {@code java -cp rules/target/classes com.nae.rules.Offenders [-r RULE]
 * [PATH ...]}, from the root of the project. With paths, only what lies below one of them.
 */
public final class Offenders {
    private Offenders() {}

    public static void main(String[] arguments) {
        boolean named = arguments.length > 1 && arguments[0].equals("-r");
        Set<String> rules = named ? Set.of(arguments[1].split(",")) : Set.of();
        List<Path> paths = List.of(arguments).subList(named ? 2 : 0, arguments.length).stream()
                .map(Path::of)
                .toList();
        Project project = Project.at(Path.of(""));
        int all = 0;
        for (Rule rule : HouseRules.OF_SOURCES) {
            if (rules.isEmpty() || rules.contains(rule.name())) {
                all += print(
                        rule,
                        HouseRules.offenders(rule, project).stream()
                                .filter(one -> below(one, paths))
                                .toList());
            }
        }
        System.out.println(all + " offenders");
        System.exit(all == 0 ? 0 : 1);
    }

    private static boolean below(Offender offender, List<Path> paths) {
        return paths.isEmpty()
                || paths.stream().anyMatch(path -> offender.file().startsWith(path.normalize()));
    }

    private static int print(Rule rule, List<Offender> offenders) {
        if (!offenders.isEmpty()) {
            System.out.println("== " + rule.name() + ": " + offenders.size());
            offenders.forEach(System.out::println);
        }
        return offenders.size();
    }
}
