import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {createAutosave} from "./autosave.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("autosave", () => {
    it("saves only the last text once the user pauses typing", async () => {
        const saved: string[] = [];
        const autosave = createAutosave(
            async (text) => {
                saved.push(text);
            },
            () => {}
        );
        for (const text of ["D", "De", "Dea"]) autosave.changed(text);
        expect(autosave.state.get()).toBe("unsaved");
        await vi.advanceTimersByTimeAsync(500);
        expect(saved).toEqual(["Dea"]);
        expect(autosave.state.get()).toBe("saved");
    });

    it("saves text typed during a save afterwards, never two at once", async () => {
        const saved: string[] = [];
        let finish: () => void = () => {};
        const autosave = createAutosave(
            (text) =>
                new Promise<void>((resolve) => {
                    saved.push(text);
                    finish = resolve;
                }),
            () => {}
        );
        autosave.changed("one");
        await vi.advanceTimersByTimeAsync(500);
        autosave.changed("two");
        await vi.advanceTimersByTimeAsync(500);
        expect(saved).toEqual(["one"]);
        finish();
        await vi.advanceTimersByTimeAsync(0);
        expect(saved).toEqual(["one", "two"]);
    });

    it("retries what could not be saved", async () => {
        const failures: unknown[] = [];
        const saved: string[] = [];
        let full = true;
        const autosave = createAutosave(
            async (text) => {
                if (full) throw new Error("full");
                saved.push(text);
            },
            (error) => failures.push(error)
        );
        autosave.changed("text");
        await vi.advanceTimersByTimeAsync(500);
        expect([autosave.state.get(), failures.length]).toEqual(["unsaved", 1]);
        full = false;
        await autosave.flush();
        expect([autosave.state.get(), saved]).toEqual(["saved", ["text"]]);
    });
});
