import {describe, expect, it} from "vitest";
import {letterHabits} from "../persona/testing/letters.ts";
import {DraftPreview} from "./own-habits.ts";

const written = (greeting: string) =>
    letterHabits(
        Array.from(
            {length: 8},
            (_, i) => `${greeting.replace("NAME", ["Ines", "Piet"][i % 2]!)}\n\nIt's part ${i} and it isn't done.\n\nOnwards,\nMaren`
        )
    );

describe("the preview of a draft", () => {
    it("is emitted line by line with the user's habits, and ends as the draft does", () => {
        const shown = new DraftPreview(written("Morning NAME,"), "Morning Tomas,\n\n");
        expect(shown.push("It is late")).toBe("");
        expect(shown.push(".\nIt is")).toBe("It's late.\n");
        expect(shown.rest("Morning Tomas,\n\nIt's late.\nIt's dark.\n\nOnwards,\nMaren")).toBe("It's dark.\n\nOnwards,\nMaren");
        expect(shown.rest("Something else")).toBe("");
    });

    it("is emitted at once if there are no habits", () => {
        const shown = new DraftPreview(null, "");
        expect(shown.push("It is now")).toBe("It is now");
        expect(shown.rest("It is now late.")).toBe(" late.");
    });
});
