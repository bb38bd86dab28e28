package com.nae.issues.scan;

/** Tests on the tokens of a log record's header, in bytes. */
final class HeaderTokens {
    private HeaderTokens() {}

    /** Returns whether a token that begins with a digit is a time or a date. */
    static boolean isTimestamp(byte[] b, int from, int to) {
        int separators = 0;
        for (int i = from + 1; i + 1 < to; i++) {
            separators += (b[i] == ':' || b[i] == '-' || b[i] == '/') && isDigit(b[i - 1]) && isDigit(b[i + 1]) ? 1 : 0;
        }
        return separators >= 2 || separators == 1 && to - from <= 14;
    }

    /** Returns whether a token is {@code UTC}, or the first three letters of a month or a day of the week. */
    static boolean isCalendarWord(byte[] b, int from, int to) {
        int i = b[from] == '[' ? from + 1 : from;
        if (to - i < 3 || to - i > 4) {
            return false;
        }
        int key = (b[i] | 0x20) << 16 | (b[i + 1] | 0x20) << 8 | b[i + 2] | 0x20;
        return switch (key) {
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
                    0x646563,
                    0x6d6f6e,
                    0x747565,
                    0x776564,
                    0x746875,
                    0x667269,
                    0x736174,
                    0x73756e,
                    0x757463 -> true;
            default -> false;
        };
    }

    static boolean hasLetter(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isLetter(b[i])) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a token looks like a qualified name, {@code com.example.Type} or {@code app/module}. */
    static boolean isQualifiedName(byte[] b, int from, int to) {
        for (int i = from + 1; i + 1 < to; i++) {
            if ((b[i] == '.' || b[i] == '$' || b[i] == '/') && isLetter(b[i - 1])) {
                return true;
            }
        }
        return false;
    }

    static boolean isLetter(byte c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    static int skipBlanks(byte[] b, int at, int end) {
        int i = at;
        while (i < end && (b[i] == ' ' || b[i] == '\t')) {
            i++;
        }
        return i;
    }

    /** Skips a byte order mark. RFC 5424 puts one before a message in UTF-8. */
    static int skipByteOrderMark(byte[] b, int at, int end) {
        return at + 3 < end && b[at] == (byte) 0xef && b[at + 1] == (byte) 0xbb && b[at + 2] == (byte) 0xbf
                ? at + 3
                : at;
    }

    /** Returns the end of a token. Only blanks end it: {@code ERROR:root:} and {@code [a][b]} are one token each. */
    static int tokenEnd(byte[] b, int at, int end) {
        int i = at;
        while (i < end && b[i] != ' ' && b[i] != '\t' && b[i] != '\n' && b[i] != '\r') {
            i++;
        }
        return i;
    }
}
