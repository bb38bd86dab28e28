package com.nae.healing.change;

/** Thrown when a change is not allowed, or cannot be made as proposed. That change has not been made. */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public RefusedException(String why) {
        super(why);
    }

    /** Thrown when the file has changed since the healer read it. The healers are to be asked again. */
    public static final class Stale extends RefusedException {
        private static final long serialVersionUID = 1;

        public Stale(String why) {
            super(why);
        }
    }
}
