import {describe, expect, it} from "vitest";
import {isNameTaken, offeredFor, recipientsIn, withSnippet, withSnippetAt} from "./snippets.ts";

const snippet = (name: string, ...to: string[]) => ({name, text: `the text of ${name}`, to});
const all = [snippet("bank", "Nora Finch"), snippet("directions"), snippet("gate code", "tom"), snippet("dog", "ida@quay.example")];

describe("snippets", () => {
    it("are put back one by one, in their place, whatever was removed since", () => {
        const [bank, directions, gate, dog] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0], (typeof all)[0]];
        expect(withSnippetAt([bank, dog], directions, 1)).toEqual([bank, directions, dog]);
        expect(withSnippetAt([], gate, 2)).toEqual([gate]);
        // its name was given to another one
        expect(withSnippetAt([snippet("Dog")], dog, 3)).toEqual([snippet("Dog")]);
    });

    it.each([
        ["Tom Hale <tom@hale.example>", ["gate code", "directions", "bank", "dog"], 1],
        ["nóra finch", ["bank", "directions", "gate code", "dog"], 1],
        ["Nora", ["directions", "bank", "gate code", "dog"], 0],
        ["Ida Quist <IDA@quay.example>; Tom", ["gate code", "dog", "directions", "bank"], 2],
        ["Finch, Nora", ["bank", "directions", "gate code", "dog"], 1],
        ["tom, ida@quay.example", ["gate code", "dog", "directions", "bank"], 2],
        ["Tomas", ["directions", "bank", "gate code", "dog"], 0],
        ["", ["directions", "bank", "gate code", "dog"], 0]
    ])("to %j come first those for that person, then those for everybody", (to, names, theirs) => {
        const offered = offeredFor(all, to);
        expect(offered.map((each) => each.snippet.name)).toEqual(names);
        expect(offered.filter(({isTheirs}) => isTheirs)).toHaveLength(theirs);
    });

    it("are for the names that were typed, each once", () => {
        expect(recipientsIn(" Tom, ida@quay.example;; Tom ,\n")).toEqual(["Tom", "ida@quay.example"]);
    });

    it("have a name of their own, whatever its case", () => {
        expect(isNameTaken(" Gate Code ", all, null)).toBe(true);
        expect(isNameTaken("gate code", all, all[2] ?? null)).toBe(false);
    });

    it("stand where they stood when they are changed, and last when they are new", () => {
        const next = snippet("the gate", "tom");
        expect(withSnippet(all, next, all[2] ?? null).map(({name}) => name)).toEqual(["bank", "directions", "the gate", "dog"]);
        expect(withSnippet(all, next, null)).toHaveLength(5);
    });
});
