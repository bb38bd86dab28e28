package com.nae.issues.group;

/** The classes of words by their form: whether a word is variable, a name, a date or a time. */
final class TokenClass {
    private TokenClass() {}

    /**
     * Returns whether the form of a word shows that it varies. Numbers, paths, addresses and dates do; names in
     * programs do not.
     */
    static boolean isVariable(byte[] b, int from, int to) {
        int digits = 0;
        int dots = 0;
        int slashes = 0;
        int atSign = -1;
        boolean plain = true;
        for (int i = from; i < to; i++) {
            byte c = b[i];
            digits += isDigit(c) ? 1 : 0;
            dots += c == '.' ? 1 : 0;
            slashes += c == '/' ? 1 : 0;
            atSign = c == '@' ? i : atSign;
            plain &= isDigit(c) || isLetter(c) || c == '_' || c == '.' || c == '-';
        }
        if (b[from] == '/' && to - from > 2) {
            return true;
        }
        if (digits == 0) {
            return isCalendarWord(b, from, to) || dots >= 2 && plain || slashes >= 2 || atSign >= 0 && atSign < to - 1;
        }
        return !(digits == 1 && isNumberedName(b, from, to)) && !isQualifiedName(b, from, to);
    }

    /** Returns where the name ends in a name and a value, {@code size:12}; {@code from} if it has another form. */
    static int keyEnd(byte[] b, int from, int to) {
        int i = from;
        while (i < to && ((b[i] | 0x20) >= 'a' && (b[i] | 0x20) <= 'z' || b[i] == '_')) {
            i++;
        }
        int value = i + 1 < to && b[i + 1] == '-' ? i + 2 : i + 1;
        boolean isNumber = i - from > 1 && i < to && b[i] == ':' && value < to;
        for (int j = value; isNumber && j < to; j++) {
            isNumber = b[j] >= '0' && b[j] <= '9' || b[j] == '.';
        }
        return isNumber || i - from > 1 && i < to && b[i] == ':' && isBoolean(b, i + 1, to) ? i : from;
    }

    /** Returns whether a word is a name that ends in one digit, such as {@code ssh2} or {@code en0}. */
    private static boolean isNumberedName(byte[] b, int from, int to) {
        for (int i = from; i < to - 1; i++) {
            if (!isLetter(b[i]) && b[i] != '_') {
                return false;
            }
        }
        return to - from > 2 && isDigit(b[to - 1]) && b[to - 2] != '_';
    }

    /**
     * Returns whether a word is a qualified name in a program, such as {@code Class::method2}, {@code a.b.C1} or
     * {@code object->field}. Each part may end in one digit.
     */
    private static boolean isQualifiedName(byte[] b, int from, int to) {
        int parts = 0;
        int i = from;
        while (i < to) {
            int start = i;
            while (i < to && (isLetter(b[i]) || b[i] == '_' || b[i] == '$' || b[i] == '~')) {
                i++;
            }
            if (i == start) {
                return false;
            }
            i += i < to && isDigit(b[i]) ? 1 : 0;
            parts++;
            if (i < to) {
                int separator = separator(b, i, to);
                if (separator == 0 || i + separator >= to) {
                    return false;
                }
                i += separator;
            }
        }
        return parts > 1;
    }

    /** Returns the length of {@code .}, {@code ::} or {@code ->}; 0 if none of them stands there. */
    private static int separator(byte[] b, int i, int to) {
        if (b[i] == '.') {
            return 1;
        }
        return i + 1 < to && (b[i] == ':' && b[i + 1] == ':' || b[i] == '-' && b[i + 1] == '>') ? 2 : 0;
    }

    /** Returns whether a word is a month, a day of the week, a time zone, or AM or PM. */
    static boolean isCalendarWord(byte[] b, int from, int to) {
        if (to - from == 2) {
            return (b[from + 1] | 0x20) == 'm' && ((b[from] | 0x20) == 'a' || (b[from] | 0x20) == 'p');
        }
        return switch (key(b, from, to)) {
            case 0x6d6f6e,
                    0x747565,
                    0x776564,
                    0x746875,
                    0x667269,
                    0x736174,
                    0x73756e,
                    0x757463,
                    0x676d74,
                    0x657374,
                    0x656474,
                    0x707374,
                    0x706474,
                    0x637374,
                    0x636474,
                    0x636574 -> true;
            default ->
                isMonth(b, from, to)
                        || to - from == 4 && (key(b, from, from + 3) == 0x636573) && (b[from + 3] | 0x20) == 't';
        };
    }

    static boolean isMonth(byte[] b, int from, int to) {
        return switch (key(b, from, to)) {
            case 0x6a616e,
                    0x666562,
                    0x6d6172,
                    0x617072,
                    0x6d6179,
                    0x6a756e,
                    0x6a756c,
                    0x617567,
                    0x736570,
                    0x6f6374,
                    0x6e6f76,
                    0x646563 -> true;
            default -> false;
        };
    }

    private static int key(byte[] b, int from, int to) {
        return to - from != 3 ? 0 : (b[from] | 0x20) << 16 | (b[from + 1] | 0x20) << 8 | b[from + 2] | 0x20;
    }

    static boolean isDay(byte[] b, int from, int to) {
        return to - from <= 2 && to > from && isDigit(b[from]) && isDigit(b[to - 1]);
    }

    static boolean isTime(byte[] b, int from, int to) {
        return to - from >= 8 && isDigit(b[from]) && b[from + 2] == ':' && b[from + 5] == ':' && isDigit(b[from + 7]);
    }

    private static boolean isLetter(byte c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** Returns whether a word is {@code true} or {@code false}, in lower case. */
    static boolean isBoolean(byte[] b, int from, int to) {
        return to - from == 4 && b[from] == 't' && b[from + 1] == 'r' && b[from + 2] == 'u' && b[from + 3] == 'e'
                || to - from == 5
                        && b[from] == 'f'
                        && b[from + 1] == 'a'
                        && b[from + 2] == 'l'
                        && b[from + 3] == 's'
                        && b[from + 4] == 'e';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
