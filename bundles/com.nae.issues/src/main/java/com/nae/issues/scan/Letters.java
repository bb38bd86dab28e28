package com.nae.issues.scan;

/** Formats that name the level by a letter. */
final class Letters {
    private Letters() {}

    /**
     * {@code E1122 09:00:00}, {@code E/Tag(}, {@code 11-22 09:00:00.000 1702 2395 E Tag:}: where the letter stands, or
     * -1.
     */
    static int form(byte[] b, int from, int end) {
        if (from + 6 < end
                && lettered(b[from])
                && (glog(b, from) || b[from + 1] == '/' && Words.letter(b[from + 2]) && b[from + 2] != '/')) {
            return from;
        }
        int i = from;
        int numbers = 0;
        while (i < end && numbers < 4 && Words.digit(b[i])) {
            i = Words.skipBlanks(b, Words.tokenEnd(b, i, end), end);
            numbers++;
        }
        return numbers == 4 && i + 1 < end && b[i + 1] == ' ' && lettered(b[i]) ? i : -1;
    }

    private static boolean glog(byte[] b, int from) {
        return Words.digit(b[from + 1])
                && Words.digit(b[from + 2])
                && Words.digit(b[from + 3])
                && Words.digit(b[from + 4])
                && b[from + 5] == ' ';
    }

    private static boolean lettered(byte c) {
        return c == 'E' || c == 'F' || c == 'W' || c == 'I' || c == 'D' || c == 'V';
    }

    static Severity severity(byte letter) {
        return switch (letter) {
            case 'E' -> Severity.ERROR;
            case 'F', 'C' -> Severity.CRITICAL;
            case 'W' -> Severity.WARNING;
            case 'I' -> Severity.INFO;
            default -> Severity.DEBUG;
        };
    }
}
