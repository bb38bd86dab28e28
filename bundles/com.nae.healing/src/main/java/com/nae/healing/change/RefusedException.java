package com.nae.healing.change;

/** A change that may not or cannot be made as it was proposed; nothing was touched. */
public class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public RefusedException(String why) {
        super(why);
    }

    /** The file is not what it was when the change was thought out: it is to be thought out again. */
    public static final class Stale extends RefusedException {
        private static final long serialVersionUID = 1;

        public Stale(String why) {
            super(why);
        }
    }
}
