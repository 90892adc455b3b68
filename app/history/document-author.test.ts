import {describe, expect, it} from "vitest";
import {authorMatcher, othersAmong} from "./document-author.ts";

const counts = (list: Readonly<Record<string, number>>) => new Map(Object.entries(list));
const others = (list: Readonly<Record<string, number>>, creator: string | null, identities: readonly string[] = []) => [
    ...othersAmong(counts(list), creator, identities)
];

describe("of the authors of tracked changes, others are", () => {
    it("all without a name of the user, if one has one", () => {
        expect(others({"Mira Vogt": 1, "Jonas Ek": 9}, "Jonas Ek", ["mira@vogt.example", "Mira Vogt"])).toEqual(["Jonas Ek"]);
        expect(others({"Vogt, Mira": 1, "Jonas Ek": 1}, null, ["Mira Vogt"])).toEqual(["Jonas Ek"]);
        expect(others({mira: 1, Jonas: 2}, null, ["Mira Vogt <mira@vogt.example>"])).toEqual(["Jonas"]);
    });

    it("all but the document's creator, if none has", () => {
        expect(others({"M. Vogt": 2, "Jonas Ek": 5}, "M. Vogt", ["Mira Vogt"])).toEqual(["Jonas Ek"]);
        expect(others({"Jonas Ek": 5}, "Mira Vogt")).toEqual(["Jonas Ek"]);
    });

    it("all but who changed most, if no creator and no name of the user is known", () => {
        expect(others({"Mira Vogt": 7, "Jonas Ek": 2}, null, ["m@vogt.example"])).toEqual(["Jonas Ek"]);
        expect(others({"Jonas Ek": 2}, "Microsoft Office User")).toEqual([]);
        expect(others({"Jonas Ek": 2}, null, ["Mira Vogt"])).toEqual(["Jonas Ek"]);
    });

    it("nobody whose name a program wrote", () => {
        expect(others({Author: 3, "Windows User": 1, "": 1, "Jonas Ek": 1}, "Mira Vogt")).toEqual(["Jonas Ek"]);
    });
});

it("an author is known by name, address, and short keys", () => {
    const isMe = authorMatcher(["Mira Vogt", "mira.v@vogt.example"]);
    expect(["Mira Vogt", "MIRA VOGT", "mira", "@miravogt", "mira-vogt", "mira.v", "M <mira.v@vogt.example>"].every(isMe)).toBe(true);
    expect(["Jonas", "Mira Ek", "vogt@vogt.example"].some(isMe)).toBe(false);
});
