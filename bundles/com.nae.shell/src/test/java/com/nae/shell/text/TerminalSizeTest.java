package com.nae.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.shell.Screen;
import org.junit.jupiter.api.Test;

class TerminalSizeTest {
    private final TerminalSize size = new TerminalSize(new Screen(80, 24, true, true));

    private boolean take(String keys) {
        return keys.chars().mapToObj(size::accept).reduce(true, (all, one) -> all && one);
    }

    @Test
    void aNewSizeOfTheTerminalIsDetected() {
        assertTrue(take("\u001b[50;132R"));
        assertEquals(new Screen(132, 50, true, true), size.screen());
        assertTrue(take("\u001b[5;12R"));
        assertEquals(new Screen(20, 5, true, true), size.screen(), "no smaller than can be shown");
    }

    @Test
    void keysOfTheOperatorAreNoAnswer() {
        assertFalse(size.accept('q'));
        assertTrue(take("\u001b[A"), "an arrow");
        assertFalse(size.accept('q'));
        assertTrue(size.accept('\u001b'));
        assertFalse(size.accept('q'), "q after a lone escape");
        assertEquals(80, size.screen().columns());
    }
}
