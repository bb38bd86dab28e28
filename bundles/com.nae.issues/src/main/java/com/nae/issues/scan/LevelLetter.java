package com.nae.issues.scan;

/** The formats that give the level as one letter: glog, and two of Android's logcat. */
final class LevelLetter {
    private LevelLetter() {}

    /**
     * Returns where the letter stands in {@code E1122 09:00:00}, {@code E/Tag(} or {@code 11-22 09:00:00.000 1702 2395
     * E Tag:}; -1 if the line has another form.
     */
    static int letterAt(byte[] b, int from, int end) {
        if (from + 6 < end
                && isLevelLetter(b[from])
                && (isGlogHeader(b, from)
                        || b[from + 1] == '/' && HeaderTokens.isLetter(b[from + 2]) && b[from + 2] != '/')) {
            return from;
        }
        int i = from;
        int numbers = 0;
        while (i < end && numbers < 4 && HeaderTokens.isDigit(b[i])) {
            i = HeaderTokens.skipBlanks(b, HeaderTokens.tokenEnd(b, i, end), end);
            numbers++;
        }
        return numbers == 4 && i + 1 < end && b[i + 1] == ' ' && isLevelLetter(b[i]) ? i : -1;
    }

    private static boolean isGlogHeader(byte[] b, int from) {
        return HeaderTokens.isDigit(b[from + 1])
                && HeaderTokens.isDigit(b[from + 2])
                && HeaderTokens.isDigit(b[from + 3])
                && HeaderTokens.isDigit(b[from + 4])
                && b[from + 5] == ' ';
    }

    private static boolean isLevelLetter(byte c) {
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
