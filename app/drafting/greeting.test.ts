import {describe, expect, it} from "vitest";
import {letterHabits} from "../persona/testing/letters.ts";
import {genderIn, greetingWithName} from "./german-greeting.ts";
import {greetingFor, neutralGreeting} from "./greeting.ts";
import {applyHabits} from "./rewording.ts";

const small = letterHabits(["helen", "helen", "marcus", "tom", "moll"].map((name) => `hi ${name},\n\nthe rope's here. it's fine.\n\n- J`));
const bare = letterHabits(["marcus", "helen", "helen"].map((name) => `${name},\n\nno. not today.\n\n- J`));
const formal = letterHabits(["Ann", "Bob", "Ann"].map((name) => `Dear ${name},\n\nThe rope is here.\n\nBest,\nMo`));
const german = letterHabits(["Ole", "Bodo", "Ole"].map((name) => `Lieber ${name},\n\ndas Seil ist da.\n\nGruß\nMo`));
const nameFirst = letterHabits(["Ivo", "Marta", "Ivo"].map((name) => `${name}, hello,\n\nBox is open. It is fine.\n\nBest,\nPavel`));
const none = letterHabits(["The rope is here.", "It is fine."]);
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
        ["Marta", nameFirst, "Marta, hello,"],
        ["the landlord", nameFirst, "Hello,"],
        [undefined, nameFirst, "Hello,"],
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

describe("a German greeting whose adjective shows the gender", () => {
    const letters = (greetings: readonly string[]) =>
        letterHabits(greetings.map((greeting) => `${greeting}\n\ndas Seil ist da.\n\nGruß\nMo`));
    const lieber = letters(["Lieber Ole,", "Lieber Bodo,", "Lieber Ole,"]);
    const liebe = letters(["Liebe Ines,", "Liebe Ines,", "Meine liebe Eva,"]);
    const both = letters(["Lieber Ole,", "Lieber Bodo,", "Moin Ole,", "Moin Jan,"].toSorted());
    const geehrt = letters(["Sehr geehrter Herr Novak,", "Sehr geehrter Herr Tamm,"]);

    it.each([
        ["Ines", lieber, "feminine", "Liebe Ines,"],
        ["Tomas", liebe, "masculine", "Lieber Tomas,"],
        ["Tomas", lieber, "masculine", "Lieber Tomas,"],
        ["Tomas", lieber, null, "Hallo Tomas,"],
        ["Ines", liebe, null, "Hallo Ines,"],
        ["Kim", both, null, "Moin Kim,"],
        ["Oma", lieber, null, "Liebe Oma,"],
        ["Onkel Bob", liebe, null, "Lieber Onkel Bob,"],
        ["Familie Weber", lieber, null, "Liebe Familie Weber,"],
        ["Frau Weber", geehrt, null, "Sehr geehrte Frau Weber,"],
        ["Dr. Weber", geehrt, null, "Guten Tag Dr. Weber,"],
        ["Ines und Ole", liebe, "masculine", "Liebe Ines und Ole,"],
        ["Ines", letters(["lieber ole,", "lieber bodo,"]), null, "hallo ines,"]
    ] as const)("for %j, never guesses it", (to, habits, gender, expected) => {
        expect(greetingFor({to, habits, addressFor: nobody, genderFor: () => gender})).toBe(expected);
    });

    it.each([
        ["Lieber Tomas,", "masculine"],
        ["Meine liebe Eva,", "feminine"],
        ["Hallo lieber Ole!", "masculine"],
        ["Liebes Team,", null],
        ["Liebe Ines und Ole,", null],
        ["Hallo Ines,", null],
        ["Dear Ole,", null]
    ] as const)("of %j", (greeting, gender) => expect(genderIn(greeting)).toBe(gender));

    it.each([
        ["Meine liebe …,", "Tomas", "masculine", "Mein lieber Tomas,"],
        ["Mein lieber …,", "Ines", "feminine", "Meine liebe Ines,"],
        ["Mein lieber …,", "Ines", null, "Hallo Ines,"],
        ["Hallo lieber …!", "Ines", "feminine", "Hallo liebe Ines!"],
        ["Hallo lieber …!", "Ines", null, "Hallo Ines!"],
        ["Lieber …,", "team", null, "Liebes team,"],
        ["Hi …,", "Ines", null, "Hi Ines,"]
    ] as const)("%j with the name %j, %j", (pattern, name, gender, expected) => {
        expect(greetingWithName(pattern, name, gender)).toBe(expected);
    });

    it("is not turned back into the habit's form when the habits are applied to the draft", () => {
        const draft = "Hallo Ines,\n\ndas Seil ist da.\n\nGruß\nMo";
        expect(applyHabits(draft, lieber, true)).toBe(draft);
        expect(applyHabits(draft.replace("Hallo", "Liebe"), lieber, true)).toBe(draft.replace("Hallo", "Liebe"));
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
