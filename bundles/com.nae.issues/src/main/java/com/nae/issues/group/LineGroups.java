package com.nae.issues.group;

/**
 * Groups lines by template. What looks as if it varied is masked first; then templates that differ in one word only, of
 * which there are several, become one group: that word varies as well. One fixed setting; bounded, the templates not
 * seen for longest go first. A wild card counts as a match, so repeats make no new groups. Not thread-safe.
 */
public final class LineGroups {
    /**
     * Templates that differ in one word before that word counts as varying, and words that must stand fast for that.
     */
    private static final int SEVERAL = 6;

    private static final int FAST = 3;
    private static final int TEMPLATES = 8192;
    private static final int SHAPES = 16384;
    private static final long NONE = 0;

    private final TokenMasker masker = new TokenMasker();
    private final GenerationalMap groups = new GenerationalMap(TEMPLATES, NONE);
    private final GenerationalMap joined = new GenerationalMap(TEMPLATES, NONE);
    private final GenerationalMap shapeGroup = new GenerationalMap(SHAPES, NONE);
    private final GenerationalMap shapeCount = new GenerationalMap(SHAPES, NONE);

    /** The group of a line: a number that is the same for the same template whenever and wherever it is seen first. */
    public long groupOf(byte[] b, int from, int to) {
        masker.read(b, from, to);
        long template = masker.template() | 1;
        long known = groups.get(template);
        return known == NONE ? learn(template) : root(known);
    }

    /** The group that a group has become part of. */
    public long root(long group) {
        long at = group;
        for (long up = joined.get(at); up != NONE && up != at; up = joined.get(at)) {
            at = up;
        }
        return at;
    }

    private long learn(long template) {
        boolean shapes = masker.staticWords() >= FAST;
        long group = shapes ? shaped(template) : NONE;
        group = group == NONE ? template : root(group);
        groups.put(template, group);
        for (int i = 0; shapes && i < masker.count(); i++) {
            if (masker.isReplaceable(i)) {
                count(masker.templateWithout(i) | 1, group);
            }
        }
        return root(group);
    }

    /** The group of a shape of this line that is known to vary. */
    private long shaped(long template) {
        for (int i = 0; i < masker.count(); i++) {
            if (masker.isReplaceable(i)) {
                long shape = masker.templateWithout(i) | 1;
                if (shapeCount.get(shape) >= SEVERAL) {
                    return shapeGroup.get(shape);
                }
            }
        }
        return NONE;
    }

    /** One more template has this shape; from several on they are one group. */
    private void count(long shape, long group) {
        long first = shapeGroup.get(shape);
        long seen = shapeCount.get(shape);
        if (first == NONE) {
            shapeGroup.put(shape, group);
            shapeCount.put(shape, 1);
        } else if (seen >= SEVERAL) {
            unite(group, first);
        } else {
            shapeCount.put(shape, seen + 1);
            shapeGroup.put(member(shape, seen), group);
            for (long i = 1; seen + 1 == SEVERAL && i < SEVERAL; i++) {
                unite(shapeGroup.get(member(shape, i)), first);
            }
        }
    }

    private void unite(long group, long first) {
        long at = group == NONE ? first : root(group);
        if (at != root(first)) {
            joined.put(at, root(first));
        }
    }

    /** The templates of a shape stand below keys of their own until there are enough. */
    private static long member(long shape, long i) {
        return shape * 31 + i * 2 + 1 | 1;
    }

    /** Templates known at the moment, for those who watch the bound. */
    public int size() {
        return groups.size();
    }
}
