import {describe, expect, it} from "vitest";
import {isPressed, keysLabel} from "./keys.ts";

const press = (key: string, held: Partial<KeyboardEvent> = {}): KeyboardEvent =>
    ({key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held}) as KeyboardEvent;

describe("shortcuts", () => {
    it("are formatted as the system writes them", () => {
        expect(keysLabel("Mod+Enter", false)).toBe("Ctrl+↵");
        expect(keysLabel("Alt+Shift+2", true)).toBe("⌥⇧2");
        expect(keysLabel("Mod+K", true)).toBe("⌘K");
        expect(keysLabel("Alt+ArrowUp", false)).toBe("Alt+↑");
    });

    it("match with exactly their modifiers", () => {
        expect(isPressed(press("Enter", {ctrlKey: true}), "Mod+Enter", false)).toBe(true);
        expect(isPressed(press("Enter", {metaKey: true}), "Mod+Enter", true)).toBe(true);
        expect(isPressed(press("Enter", {metaKey: true}), "Mod+Enter", false)).toBe(false);
        expect(isPressed(press("Enter", {ctrlKey: true, shiftKey: true}), "Mod+Enter", false)).toBe(false);
        expect(isPressed(press("Enter"), "Mod+Enter", false)).toBe(false);
    });

    it("match by physical key if Alt types another character", () => {
        expect(isPressed(press("¡", {altKey: true, code: "Digit1"}), "Alt+1", true)).toBe(true);
        expect(isPressed(press("˜", {altKey: true, code: "KeyN"}), "Alt+N", true)).toBe(true);
        expect(isPressed(press("¡", {altKey: true, code: "Digit2"}), "Alt+1", true)).toBe(false);
    });
});
