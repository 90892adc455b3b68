import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {learnHabits} from "../persona/habits.ts";
import {ShownText, usualGreeting} from "./own-habits.ts";

function letters(texts: readonly string[]) {
    return learnHabits(texts.map((text, id): HistoryItem => ({id: String(id), kind: "email", title: null, text, message: null, to: [], date: null, path: "", weight: 1})), "email");
}

const written = (greeting: string) => letters(Array.from({length: 8}, (_, i) => `${greeting.replace("NAME", ["Ines", "Piet"][i % 2]!)}\n\nIt's part ${i} and it isn't done.\n\nOnwards,\nMaren`));
const email = {kind: "email"} as const;

describe("the usual greeting", () => {
    it("has the first name of whom the letter goes to", () => {
        expect(usualGreeting(written("Morning NAME,"), {...email, to: "Tomas Berg"})).toBe("Morning Tomas,");
        expect(usualGreeting(written("Hi NAME -"), {kind: "reply", to: "Zoë"})).toBe("Hi Zoë -");
        for (const [to, name] of [["Ines Carrow <ines@quay.example>", "Ines"], ["Mr. Brown", "Mr. Brown"], ["Jean-Luc, Ann", "Jean-Luc"], ["all", "all"]] as const)
            expect(usualGreeting(written("Morning NAME,"), {...email, to})).toBe(`Morning ${name},`);
        for (const to of ["ines@quay.example", "ines.carrow@quay.example", "<ines@quay.example>", " "]) expect(usualGreeting(written("Morning NAME,"), {...email, to}), to).toBe("Morning,");
    });

    it("does without a name where that can be said", () => {
        expect(usualGreeting(written("Morning NAME,"), email)).toBe("Morning,");
        expect(usualGreeting(written("Dear NAME,"), email)).toBeNull();
        expect(usualGreeting(written("Hi all,"), {...email, to: "Tomas"})).toBe("Hi all,");
    });

    it("is none where nobody is greeted, as first words are no greeting, and none above a title", () => {
        expect(usualGreeting(letters(Array.from({length: 8}, () => "The boat is ready.\nCome and see.")), {...email, to: "Tomas"})).toBeNull();
        expect(usualGreeting(written("Morning NAME,"), {kind: "headline", text: "x"})).toBeNull();
    });
});

describe("a draft as it is shown", () => {
    it("comes line by line in the user's habits, and ends as the draft does", () => {
        const shown = new ShownText(written("Morning NAME,"), "Morning Tomas,\n\n");
        expect(shown.push("It is late")).toBe("");
        expect(shown.push(".\nIt is")).toBe("It's late.\n");
        expect(shown.rest("Morning Tomas,\n\nIt's late.\nIt's dark.\n\nOnwards,\nMaren")).toBe("It's dark.\n\nOnwards,\nMaren");
        expect(shown.rest("Something else")).toBe("");
    });

    it("comes at once where there are no habits", () => {
        const shown = new ShownText(null, "");
        expect(shown.push("It is now")).toBe("It is now");
        expect(shown.rest("It is now late.")).toBe(" late.");
    });
});
