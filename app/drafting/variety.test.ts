import {describe, expect, it} from "vitest";
import {variedSampling, varietyReviewer} from "./variety.ts";

const penalty = (text: string, others: readonly string[]) =>
    varietyReviewer.penalty({text, seed: 1}, {brief: {kind: "email", notes: "glass comes on Monday"}, others});
const letter = (body: string, closing = "Best,\nMo") => `Hi Wanda,\n\n${body}\n\n${closing}`;

describe("a draft that is another one again", () => {
    const other = letter("The glass for the greenhouse comes on Monday, at about nine in the morning.");

    it.each([
        ["word for word", other],
        [
            "with other marks and another sign-off",
            letter("The glass for the greenhouse comes on Monday at about nine in the morning!", "Mo")
        ],
        ["with one word more", letter("The glass for the greenhouse comes on Monday, at about nine o'clock in the morning.")]
    ])("is penalised %s", (_, text) => {
        expect(penalty(text, [other])).toBeGreaterThan(0);
    });

    it.each([
        ["other words", letter("On Monday at nine we get the glass for the greenhouse.")],
        ["a further sentence", letter("The glass for the greenhouse comes on Monday, at about nine in the morning. Will you be there?")]
    ])("is not with %s", (_, text) => {
        expect(penalty(text, [other])).toBe(0);
    });

    it("is not without others", () => {
        expect(penalty(other, [])).toBe(0);
    });
});

it("a temperature that was asked for applies to all drafts", () => {
    expect(variedSampling({}, {temperature: 0.2}, 3)).toEqual([{}, {}, {}]);
    const warmer = (kind: "email" | "subject") => variedSampling({temperature: 0.5}, {}, 2, kind)[1]?.temperature ?? 0;
    expect(warmer("email")).toBeGreaterThan(0.5);
    expect(warmer("subject")).toBeGreaterThan(warmer("email"));
});
