import {describe, expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {learnHabits} from "../persona/habits.ts";
import {greetingFor, neutralGreeting} from "./greeting.ts";

function habitsOf(texts: readonly string[]) {
    return learnHabits(
        texts.map((text, id): HistoryItem => ({
            id: String(id),
            kind: "email",
            title: null,
            text,
            message: null,
            to: [],
            date: null,
            path: "",
            weight: 1
        })),
        "email"
    );
}

const small = habitsOf(["helen", "helen", "marcus", "tom", "moll"].map((name) => `hi ${name},\n\nthe rope's here. it's fine.\n\n- J`));
const bare = habitsOf(["marcus", "helen", "helen"].map((name) => `${name},\n\nno. not today.\n\n- J`));
const formal = habitsOf(["Ann", "Bob", "Ann"].map((name) => `Dear ${name},\n\nThe rope is here.\n\nBest,\nMo`));
const german = habitsOf(["Ole", "Bodo", "Ole"].map((name) => `Lieber ${name},\n\ndas Seil ist da.\n\nGruß\nMo`));
const none = habitsOf(["The rope is here.", "It is fine."]);
const nobody = () => null;

describe("a greeting", () => {
    it.each([
        ["Dad", small, "hi dad,"],
        ["Tom Hale <tom@hale.example>", small, "hi tom,"],
        [undefined, small, "hi,"],
        ["", small, "hi,"],
        ["team", small, "hi team,"],
        ["ines.carrow@quay.example", small, "hi ines,"],
        ["x17@quay.example", small, "hi,"],
        ["Dad", bare, "dad,"],
        [undefined, bare, null],
        ["Ines Carrow", formal, "Dear Ines,"],
        ["Mr Brown", formal, "Dear Mr Brown,"],
        ["Carrow, Ines <ines@quay.example>", formal, "Dear Ines,"],
        ["Ann Lee <a@x.example>, Bob Ray <b@x.example>", formal, "Dear Ann and Bob,"],
        ["ann, bob", small, "hi ann and bob,"],
        ["a, b, c", small, "hi,"],
        [undefined, formal, null],
        ["Dad", none, null],
        ["$1 $& x", formal, null],
        ["dad", formal, "Dear Dad,"],
        ["mr and mrs brown", formal, "Dear Mr and Mrs Brown,"],
        ["the landlord", small, "hi,"],
        ["the landlord", formal, null],
        ["Team", german, "Liebes Team,"],
        ["Ines und Ole", german, "Liebe Ines und Ole,"],
        ["Herrn Novak", german, "Lieber Herr Novak,"]
    ])("for %j", (to, habits, expected) => expect(greetingFor({to, habits, addressFor: nobody})).toBe(expected));

    it("is the user's own form of address", () => {
        const addressFor = (to: string) => (to.includes("mary@") ? "moll" : null);
        expect(greetingFor({to: "Mary Quay <mary@quay.example>", habits: small, addressFor})).toBe("hi moll,");
        expect(greetingFor({to: "Sam <sam@quay.example>", habits: small, addressFor})).toBe("hi sam,");
    });
});

describe("a greeting of an unknown author", () => {
    it.each([
        ["Ines", "rope is stiff", "Hi Ines,"],
        ["Mr Brown", "rope is stiff", "Dear Mr Brown,"],
        ["team", "meeting on friday", "Hi team,"],
        ["Ines", "das Seil ist zu steif und kommt nicht", "Hallo Ines,"],
        ["Frau Novak", "ich komme nicht, bitte um Termin", "Guten Tag Frau Novak,"],
        ["Jean", "merci pour votre lettre du mois dernier", null],
        [undefined, "rope is stiff", null],
        ["", "rope", null],
        ["x17@quay.example", "rope", null],
        ["Ann Lee <a@x.example>", "rope", "Hi Ann,"]
    ])("for %j about %j", (to, brief, expected) => expect(neutralGreeting({to, addressFor: nobody}, brief)).toBe(expected));
});
