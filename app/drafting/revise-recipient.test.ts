import {expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {learnHabits} from "../persona/habits.ts";
import {Recipients} from "../persona/recipients.ts";
import {revise, type RevisionParts, type RevisionRequest} from "./revise.ts";

let count = 0;
const letters = (n: number, to: string, greeting: string, signOff: string): HistoryItem[] =>
    Array.from({length: n}, () => {
        const text = [greeting, `The sail is dry, number ${++count}, and it can be folded.`, signOff]
            .filter((part) => part !== "")
            .join("\n\n");
        return {id: `${count}`, kind: "email", title: null, text, message: null, to: [to], date: null, path: "/m/x.eml", weight: 1};
    });
const items = [
    ...letters(9, "Bo Lind <bo@lind.example>", "Hi Bo,", "Best,\nTove"),
    ...letters(4, "Gran Holm <gran@holm.example>", "Dear Gran,", "Love,\nTove"),
    ...letters(6, "Yard <yard@slip.example>", "", "")
];
const known = new Recipients(items);
const unused = () => Promise.reject(new Error("unused"));
/** A model without a chat template: rules alone change the text. */
const parts = {
    engine: {model: null},
    model: {chat: null, fileSize: 0},
    plug: null,
    persona: {habits: async (kind: HistoryItem["kind"]) => learnHabits(items, kind), items: async () => items, forBrief: unused},
    towards: (to: string) => known.addressFor(to)
} as unknown as RevisionParts;
const text = "Hi Gran,\n\nThe sail is dry.\n\nBest,\nTove";

async function revised(request: Partial<RevisionRequest>): Promise<string> {
    let last = "";
    for await (const event of revise(parts, {text, from: 0, to: text.length, how: "mine", kind: "email", ...request}))
        if (event.type === "end") last = event.result.text;
    return last;
}

it("a whole letter greets and closes as the user does to its recipient", async () => {
    expect(await revised({recipient: "gran@holm.example"})).toBe("Dear Gran,\n\nThe sail is dry.\n\nLove,\nTove");
    expect(await revised({recipient: "Gran Holm", kind: "reply"})).toBe("Dear Gran,\n\nThe sail is dry.\n\nLove,\nTove");
    expect(await revised({recipient: "yard@slip.example"})).toBe("Hi Gran,\n\nThe sail is dry.");
});

it("keeps its greeting and sign-off for anybody else, without the user's voice, and where another change was asked for", async () => {
    expect(await revised({})).toBe(text);
    expect(await revised({recipient: "nobody@else.example"})).toBe(text);
    expect(await revised({recipient: "gran@holm.example", strength: 0})).toBe(text);
    expect(await revised({recipient: "gran@holm.example", how: "shorter"})).toBe(text);
});

it("a passage is not framed, and a note gets the sign-off that the user's letters to its recipient have", async () => {
    const from = text.indexOf("The sail"),
        to = text.indexOf("\n\nBest");
    expect(await revised({recipient: "gran@holm.example", from, to})).toBe("The sail is dry.");
    const note = "The sail is dry.";
    expect(await revised({recipient: "gran@holm.example", text: note, to: note.length})).toBe("The sail is dry.\n\nLove,\nTove");
    expect(await revised({recipient: "yard@slip.example", text: note, to: note.length})).toBe(note);
});
