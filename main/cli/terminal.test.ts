import {describe, expect, it, vi} from "vitest";
import {Terminal, printable} from "./terminal.ts";

const outputOf = (stream: "stdout" | "stderr", work: () => void): string => {
    let written = "";
    const spy = vi.spyOn(process[stream], "write").mockImplementation((part) => {
        written += String(part);
        return true;
    });
    work();
    spy.mockRestore();
    return written;
};
const name = "note\u001b[2J\u001b]0;title\u0007\u009b31m.odd";

describe("the terminal", () => {
    it("shows the control characters of a file's name, and obeys none", () => {
        for (const json of [false, true])
            expect(outputOf("stdout", () => new Terminal(json).result({name}, `skipped ${name}`))).toMatch(/^[ -~]+\n$/);
        expect(outputOf("stdout", () => new Terminal(false).write(name))).toMatch(/^[ -~]+$/);
        expect(outputOf("stderr", () => new Terminal(false).note(name))).toMatch(/^[ -~]+\n$/);
        expect(JSON.parse(outputOf("stdout", () => new Terminal(true).result({name}, "")))).toEqual({name});
    });

    it("keeps lines, tabs and letters of all kinds", () => {
        expect(printable("Grüße,\n\tNaïve 手紙 ☂\r\n")).toBe("Grüße,\n\tNaïve 手紙 ☂\n");
    });
});
