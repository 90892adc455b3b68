import {describe, expect, it} from "vitest";
import {inOrder} from "./draft-order.ts";

describe("drafts in the order in which they are to be shown", () => {
    it("take each other's places, and leave the drafts of another job where they are", () => {
        expect(inOrder(["x", "a", "b", "y", "c"], ["c", "a", "b"])).toEqual(["x", "c", "a", "y", "b"]);
    });

    it("are only those that are still there", () => {
        expect(inOrder(["a", "new", "c"], ["c", "b", "a"])).toEqual(["c", "new", "a"]);
        expect(inOrder(["x"], ["a", "b"])).toEqual(["x"]);
    });
});
