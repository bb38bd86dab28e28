package com.nae.healing.change;

/** A change that may not or cannot be made as it was proposed; nothing was touched. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    public Refused(String why) {
        super(why);
    }
}
