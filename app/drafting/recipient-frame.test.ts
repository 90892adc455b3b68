import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {learnHabits} from "../persona/habits.ts";
import {Recipients, type RecipientCorrection} from "../persona/recipients.ts";
import {framedAs, frameTowards, habitsTowards} from "./recipient-frame.ts";
import {usualSignature} from "./own-habits.ts";
import {applyHabits} from "./rewording.ts";

let count = 0;
function letter(to: string, greeting: string, signOff: string): HistoryItem {
    const text = [greeting, `The mast is up, number ${++count}, and it does not lean.`, signOff].filter((part) => part !== "").join("\n\n");
    return {id: `${count}`, kind: "email", title: null, text, message: null, to: [to], date: null, path: "/m/x.eml", weight: 1};
}
const times = (n: number, to: string, greeting: string, signOff: string) => Array.from({length: n}, () => letter(to, greeting, signOff));

const history = [
    ...times(12, "Piet Sand <piet@sand.example>", "Hi Piet,", "Best,\nMaren"),
    ...times(4, "Oma Lund <oma@lund.example>", "Liebe Oma,", "Liebe Grüße\nDeine Maren"),
    ...times(6, "Harbour Office <office@port.example>", "", ""),
    ...times(1, "Kai Roth <kai@roth.example>", "Hey Kai!", "Ahoy,\nM"),
    ...times(1, "Ida Holm <ida@holm.example>", "Hi Ida,", "Best,\nMaren"),
    ...times(2, "Dr Vera Stein <stein@law.example>", "Dear Dr Stein,", "Yours sincerely,\nMaren Lund")
];
const habits = learnHabits(history, "email");
const towards = (to: string, corrections: readonly RecipientCorrection[] = []) =>
    frameTowards(new Recipients(history, corrections).addressFor(to), habits);

describe("greeting and sign-off towards one person", () => {
    it.each([
        ["oma@lund.example", "Liebe Oma,", "Liebe Grüße\nDeine Maren"],
        ["Vera Stein", "Dear Dr Stein,", "Yours sincerely,\nMaren Lund"],
        ["ida", "Hi Ida,", "Best,\nMaren"],
        // one letter alone makes no habit that no other letter has
        ["kai", undefined, undefined],
        // to whom most letters have neither
        ["office@port.example", null, null],
        ["somebody@else.example", undefined, undefined],
        ["piet@sand.example, ida@holm.example", undefined, undefined],
        ["", undefined, undefined]
    ])("to %s", (to, greeting, signOff) => expect(towards(to)).toEqual({greeting, signOff}));

    it("is what the user said, part by part, and nothing where they said nothing is to stand there", () => {
        const said = (greeting: string | null, signOff: string | null) =>
            towards("oma@lund.example", [{recipient: "Oma Lund", greeting, signOff}]);
        expect(said(null, "Kuss, Maren")).toEqual({greeting: "Liebe Oma,", signOff: "Kuss,\nMaren"});
        expect(said("Omi", "")).toEqual({greeting: "Omi,", signOff: null});
        expect(said("Omi!", null).greeting).toBe("Omi,");
        expect(said("Hi Omi!", null).greeting).toBe("Hi Omi!");
        expect(said("Hi Omi", null).greeting).toBe("Hi Omi,");
        const nobody = new Recipients([], [{recipient: "Tilda", greeting: null, signOff: "Bis bald"}]);
        expect(frameTowards(nobody.addressFor("tilda"), null)).toEqual({greeting: undefined, signOff: "Bis bald"});
    });

    it("does not come from letters where no habits are used", () => {
        expect(frameTowards(new Recipients(history).addressFor("oma@lund.example"), null)).toEqual({
            greeting: undefined,
            signOff: undefined
        });
    });
});

describe("habits towards one person", () => {
    const written = "Liebe Oma,\n\nThe mast is up.\n\nBest,\nMaren";

    it("sign, and set a finished draft's frame, as to that person", () => {
        const towardsOma = habitsTowards(habits, towards("oma@lund.example"));
        expect(usualSignature(towardsOma, {kind: "email"})).toBe("Liebe Grüße Deine Maren");
        expect(applyHabits(written, towardsOma, true)).toBe("Liebe Oma,\n\nThe mast is up.\n\nLiebe Grüße\nDeine Maren");
        expect(usualSignature(habitsTowards(habits, towards("kai")), {kind: "reply"})).toBe("Best, Maren");
    });

    it("sign nothing where nothing is to stand there", () => {
        const office = habitsTowards(habits, towards("office@port.example"));
        expect(usualSignature(office, {kind: "email"})).toBeNull();
        expect(applyHabits("The mast is up.", office, true)).toBe("The mast is up.");
    });
});

describe("a finished letter", () => {
    it.each([
        ["Hi Ida,\n\nThe mast is up.\n\nBest,\nMaren", "Kuss\nMaren", "Hi Ida,\n\nThe mast is up.\n\nKuss\nMaren"],
        ["Hi Ida,\n\nThe mast is up.", "Kuss\nMaren", "Hi Ida,\n\nThe mast is up.\n\nKuss\nMaren"],
        ["Hi Ida,\n\nThe mast is up.\n\nBest,\nMaren", null, "Hi Ida,\n\nThe mast is up."],
        ["The mast is up.\n\nThanks for your help.", null, "The mast is up.\n\nThanks for your help."],
        ["The mast is up.", null, "The mast is up."]
    ])("%j closes with %j", (text, signOff, expected) =>
        expect(framedAs(text, {greeting: undefined, signOff}, habits.closings)).toBe(expected)
    );

    it("greets as said where it greets", () => {
        const frame = {greeting: "Hi Ida!", signOff: undefined};
        expect(framedAs("Hi Ida.\n\nThe mast is up.\n\nM", frame, [])).toBe("Hi Ida!\n\nThe mast is up.\n\nM");
        expect(framedAs("The mast is up.", frame, [])).toBe("The mast is up.");
    });
});

describe("casing towards one person", () => {
    const small = (n: number, to: string, text: string): HistoryItem[] =>
        Array.from({length: n}, () => ({...letter(to, "", ""), text: text.replace("#", String(++count))}));
    const mixed = [
        ...small(9, "Sam Poe <sam@band.example>", "yo sam\n\nthe amp is at mine, number #. i'll bring it.\n\nt"),
        ...small(4, "Ms Farrow <farrow@school.example>", "Hi Ms Farrow,\n\nSorry, I am late, number #. I will bring the form.\n\nTheo"),
        ...small(2, "Mr Wells <wells@shop.example>", "Hi Mr Wells,\n\nSorry, I am late, number #. I will come.\n\nTheo")
    ];
    const known = new Recipients(mixed);
    const general = learnHabits(mixed, "email");
    const cased = (to: string): string =>
        applyHabits("the form is here. i have it.", habitsTowards(general, frameTowards(known.addressFor(to), general)), false);

    it("is that of the letters to them, if there are a few", () => {
        expect(cased("Ms Farrow")).toBe("The form is here. I have it.");
        expect(cased("sam@band.example")).toBe("the form is here. i have it.");
        // "Hallo Ole," and one sentence behind it show nothing
        const german = new Recipients(small(4, "Ole <ole@x.example>", "Hallo Ole,\n\ndas Seil Nummer # ist da.\n\nGruß\nMo"));
        expect(german.addressFor("Ole")?.lowerCase).toBe(null);
        // two letters are too few
        expect(cased("Mr Wells")).toBe("the form is here. i have it.");
        expect(known.addressFor("farrow@school.example")?.lowerCase).toBe(false);
        expect(known.addressFor("wells@shop.example")?.lowerCase).toBe(null);
    });
});
