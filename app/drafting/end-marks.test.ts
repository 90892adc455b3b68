import {describe, expect, it} from "vitest";
import {learnHabits} from "../persona/habits.ts";
import {withEndMarks} from "./end-marks.ts";

const letter = (body: string): string => `Hi Tomas,\n\n${body}\n\nBest,\nMaren`;
const habitsOf = (body: string) =>
    learnHabits(
        [1, 2, 3].map((n) => ({
            id: `${n}`,
            kind: "email",
            title: null,
            text: letter(body),
            message: null,
            to: [],
            date: null,
            path: "/mail",
            weight: 1
        })),
        "email"
    );

describe("withEndMarks", () => {
    it.each([
        ["The rope is too stiff for the winch", "The rope is too stiff for the winch."],
        ["Thanks for the rope. Could you send us a softer one", "Thanks for the rope. Could you send us a softer one?"],
        ["Danke für das Seil. Können wir es am Montag tauschen", "Danke für das Seil. Können wir es am Montag tauschen?"],
        ["He said “the rope is far too stiff”", "He said “the rope is far too stiff”."],
        [
            "Looks very like the old one (from Pull & Sons)\nReading about it, the length is the same",
            "Looks very like the old one (from Pull & Sons).\nReading about it, the length is the same."
        ],
        ["Did you ever hear back from the council. If not, I will.", "Did you ever hear back from the council? If not, I will."],
        ["Could you ring me. I am in", "Could you ring me? I am in."],
        ["We met on 12 May. I will be there at 9", "We met on 12 May. I will be there at 9."]
    ])("gives the end of %j its mark", (body, ended) => {
        expect(withEndMarks(letter(body), null)).toBe(letter(ended));
        expect(withEndMarks(letter(body), habitsOf("The varnish is in the shed, on the left."))).toBe(letter(ended));
    });

    it.each([
        ["a marked end", "The rope is too stiff for the winch!"],
        ["a line that goes on below", "The rope that came today is too stiff\nfor the winch, I think."],
        ["an offer", "Should you need the varnish, it is in the shed. Do call me."],
        ["few words", "Yes, with pleasure"],
        ["a list", "We need three things:\n- a softer rope for the winch\n- a lamp for the small shed"],
        ["a link", "You find the new ropes at https://ropes.example/list"],
        ["a file", "I put all of it into the file ropes.xlsx"]
    ])("keeps %s", (_, body) => expect(withEndMarks(letter(body), null)).toBe(letter(body)));

    it("leaves the end open for an author who does", () => {
        const body = "The rope is too stiff for the winch";
        expect(withEndMarks(letter(body), habitsOf("the varnish is in the shed on the left"))).toBe(letter(body));
    });
});
