package com.nae.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nae.shell.ShellFakes;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private final ShellFakes.Call call = new ShellFakes.Call();

    @Test
    void columnsAreAsWideAsTheirCells() {
        new TextTable(80, new AnsiStyle(false), "NAME", "STATE")
                .row("trader@live", "RUNNING")
                .row(List.of("waits for feed"), "x", "y")
                .print(call.invocation.out());
        assertEquals("NAME         STATE\ntrader@live  RUNNING\nx            y\n    waits for feed\n", call.text());
    }

    @Test
    void theWidestColumnsShrinkUntilTheTableFits() {
        new TextTable(40, new AnsiStyle(false), "NAME", "REASON", "END")
                .row("n".repeat(30), "r".repeat(300), "end")
                .print(call.invocation.out());
        assertEquals(
                List.of("NAME              REASON             END", "n".repeat(15) + "…  " + "r".repeat(16) + "…  end"),
                call.text().lines().toList());
    }

    @Test
    void hostileCellsCannotDrawOnTheTerminal() {
        new TextTable(80, new AnsiStyle(true), "A")
                .row("x\u001b[2Jy\u001b]0;title\u0007\nz\u202e\u009b31m")
                .print(call.invocation.out());
        assertEquals("\u001b[1mA\u001b[0m\nxy z31m\n", call.text());
    }

    @Test
    void aStatusColumnIsColouredAndStaysAligned() {
        new TextTable(80, new AnsiStyle(true), "STATE", "N")
                .colourByStatus("STATE")
                .row("FATAL", "1")
                .print(call.invocation.out());
        assertEquals("\u001b[1mSTATE  N\u001b[0m\n\u001b[31mFATAL\u001b[0m  1\n", call.text());
    }
}
