import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {chooseExamples} from "./examples.ts";
import type {ExampleSource} from "./examples.ts";

const letter = (id: string, kind: HistoryItem["kind"] = "email"): HistoryItem => ({
    id,
    kind,
    title: id,
    text: `text ${id}`,
    message: null,
    to: [],
    date: null,
    path: `/${id}`,
    weight: 1
});
const items = [letter("a"), letter("b"), letter("c"), letter("post", "headline")];
const source = (pinned: readonly string[]): ExampleSource => ({
    items: async () => items,
    search: async () => ["a", "b"],
    nearest: async () => ["a", "b"],
    pinned: async () => pinned
});
const chosen = async (pinned: readonly string[], by: "nearest" | "bm25" = "nearest"): Promise<readonly string[]> =>
    (await chooseExamples(source(pinned), {kind: "email", notes: "rope"}, by, 2, 1)).map(({id}) => id);

describe("examples", () => {
    it("are the nearest texts, the best one last", async () => expect(await chosen([])).toEqual(["b", "a"]));
    it("begin with texts that the user pinned, if they are of the kind and still exist", async () => {
        expect(await chosen(["c"])).toEqual(["a", "c"]);
        expect(await chosen(["b", "c"], "bm25")).toEqual(["c", "b"]);
        expect(await chosen(["post", "gone", "a"])).toEqual(["b", "a"]);
    });
});
