import {describe, expect, it} from "vitest";
import {createTextStream} from "./text-stream.ts";

describe("a growing text", () => {
    it("shows the first piece in the next frame and then uses every other frame, leaving time for input", () => {
        const frames: (() => void)[] = [];
        let clock = 0;
        const stream = createTextStream(
            (show) => frames.push(show),
            () => clock
        );
        const shows: number[] = [];
        stream.shown.subscribe(() => shows.push(clock));
        for (clock = 0; clock < 160; clock += 16) {
            stream.push("a");
            frames.shift()?.();
        }
        expect(shows).toEqual([0, 32, 64, 96, 128]);
        expect(stream.shown.get()).toBe("a".repeat(9));
    });

    it("shows everything that arrived since the last frame, once", () => {
        const frames: (() => void)[] = [];
        const stream = createTextStream((show) => frames.push(show));
        let shows = 0;
        stream.shown.subscribe(() => shows++);
        for (const piece of ["Dear ", "Ann", ",\n"]) stream.push(piece);
        expect(stream.shown.get()).toBe("");
        expect(frames).toHaveLength(1);
        frames[0]?.();
        expect([stream.shown.get(), shows]).toEqual(["Dear Ann,\n", 1]);
    });

    it("shows the final text at once and nothing after it", () => {
        const frames: (() => void)[] = [];
        const stream = createTextStream((show) => frames.push(show));
        stream.push("Dea");
        stream.end("Dear Ann");
        frames[0]?.();
        expect(stream.shown.get()).toBe("Dear Ann");
    });
});
