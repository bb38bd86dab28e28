package com.nae.health.probe;

/** A text that cannot be read after a deadline. It ends regular expressions that backtrack for too long. */
record DeadlineCharSequence(CharSequence text, Deadline deadline) implements CharSequence {
    @Override
    public char charAt(int index) {
        if (deadline.passed()) {
            throw new IllegalStateException("its pattern takes too long to match a line of its log");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new DeadlineCharSequence(text.subSequence(start, end), deadline);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
