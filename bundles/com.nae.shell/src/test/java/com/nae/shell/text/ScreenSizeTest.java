package com.nae.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.shell.Screen;
import org.junit.jupiter.api.Test;

class ScreenSizeTest {
    private final ScreenSize size = new ScreenSize(new Screen(80, 24, true, true));

    private boolean take(String keys) {
        return keys.chars().mapToObj(size::take).reduce(true, (all, one) -> all && one);
    }

    @Test
    void aTerminalThatBecameLargerIsSeen() {
        assertTrue(take("\u001b[50;132R"));
        assertEquals(new Screen(132, 50, true, true), size.screen());
        assertTrue(take("\u001b[5;12R"));
        assertEquals(new Screen(20, 5, true, true), size.screen(), "no smaller than can be shown");
    }

    @Test
    void whatAPersonTypesIsNoAnswer() {
        assertFalse(size.take('q'));
        assertTrue(take("\u001b[A"), "an arrow");
        assertFalse(size.take('q'));
        assertTrue(size.take('\u001b'));
        assertFalse(size.take('q'), "q after a lone escape");
        assertEquals(80, size.screen().columns());
    }
}
