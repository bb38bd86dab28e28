package com.nae.issues.group;

/**
 * A grouping of log lines by template, the line without its variable words. Words that look variable are masked first.
 *
 * <p>If at least six templates differ in one word only, that word is variable as well, and they become one group. A
 * line that matches such a template joins its group. The number of templates is bounded; those not seen for longest are
 * dropped. Not thread-safe.
 */
public final class LineGroups {
    /** The number of templates that must differ in one word before that word counts as variable. */
    private static final int MIN_TEMPLATES = 6;

    /** The number of static words that a template must have for that. */
    private static final int MIN_STATIC_WORDS = 3;

    private static final int MAX_TEMPLATES = 8192;
    private static final int MAX_SHAPES = 16384;
    /** The value of an absent key. */
    private static final long NONE = 0;

    private final TokenMasker masker = new TokenMasker();
    private final GenerationalMap groups = new GenerationalMap(MAX_TEMPLATES, NONE);
    private final GenerationalMap mergedInto = new GenerationalMap(MAX_TEMPLATES, NONE);
    private final GenerationalMap shapeGroup = new GenerationalMap(MAX_SHAPES, NONE);
    private final GenerationalMap shapeCount = new GenerationalMap(MAX_SHAPES, NONE);

    /**
     * Returns the group of a line: a number that depends on the template only, not on when or where it is first seen.
     */
    public long groupOf(byte[] b, int from, int to) {
        masker.read(b, from, to);
        long template = masker.template() | 1;
        long known = groups.get(template);
        return known == NONE ? add(template) : root(known);
    }

    /** Returns the group into which a group was merged, or the group itself. */
    public long root(long group) {
        long at = group;
        for (long parent = mergedInto.get(at); parent != NONE && parent != at; parent = mergedInto.get(at)) {
            at = parent;
        }
        return at;
    }

    private long add(long template) {
        boolean hasShapes = masker.staticWords() >= MIN_STATIC_WORDS;
        long group = hasShapes ? groupOfShape(template) : NONE;
        group = group == NONE ? template : root(group);
        groups.put(template, group);
        for (int i = 0; hasShapes && i < masker.count(); i++) {
            if (masker.isReplaceable(i)) {
                count(masker.templateWithout(i) | 1, group);
            }
        }
        return root(group);
    }

    /** Returns the group of a shape of this line, a template with one word left open, that is known to vary. */
    private long groupOfShape(long template) {
        for (int i = 0; i < masker.count(); i++) {
            if (masker.isReplaceable(i)) {
                long shape = masker.templateWithout(i) | 1;
                if (shapeCount.get(shape) >= MIN_TEMPLATES) {
                    return shapeGroup.get(shape);
                }
            }
        }
        return NONE;
    }

    /** Counts one more template of a shape. From {@code MIN_TEMPLATES} on they become one group. */
    private void count(long shape, long group) {
        long first = shapeGroup.get(shape);
        long templates = shapeCount.get(shape);
        if (first == NONE) {
            shapeGroup.put(shape, group);
            shapeCount.put(shape, 1);
        } else if (templates >= MIN_TEMPLATES) {
            merge(group, first);
        } else {
            shapeCount.put(shape, templates + 1);
            shapeGroup.put(memberKey(shape, templates), group);
            for (long i = 1; templates + 1 == MIN_TEMPLATES && i < MIN_TEMPLATES; i++) {
                merge(shapeGroup.get(memberKey(shape, i)), first);
            }
        }
    }

    private void merge(long group, long first) {
        long at = group == NONE ? first : root(group);
        if (at != root(first)) {
            mergedInto.put(at, root(first));
        }
    }

    /** Returns the key under which one of the first templates of a shape is stored. */
    private static long memberKey(long shape, long i) {
        return shape * 31 + i * 2 + 1 | 1;
    }

    /** Returns the number of templates in memory. */
    public int size() {
        return groups.size();
    }
}
