import {describe, expect, it} from "vitest";
import {framed, withoutStrangersName} from "./letter-frame.ts";

describe("a letter by an unknown author", () => {
    it.each([
        ["Hi Ines,\n\nThe rope is here.\n\nBest,\nRochelle", "rope is here"],
        ["Hi Ines,\n\nThe rope is here.\n\nKind regards,\nInes", "tell Ines the rope is here; from me"],
        ["Hi Ines,\n\nThe rope is here.\n\n- R", "rope is here"],
        ["Hi Ines,\n\nThe rope is here.\n\nInes", "rope is here"],
        ["Hi Ines,\n\nThe rope is here.\n\nHannah", "rope is here"],
        ["Hi Ines,\n\nThe rope is here.\n\nTwillow", "rope is here"],
        ["Hi Ines,\n\nThe rope is here.\n\nCheers,\nMark", "rope is here; Mark should know that it is stiff"]
    ])("%j is not signed by a stranger, nor by its recipient", (text, notes) => {
        expect(withoutStrangersName(text, {kind: "email", to: "Ines", notes: notes.replace("Ines ", "")})).toBe(
            "Hi Ines,\n\nThe rope is here."
        );
    });

    it.each([
        ["Hi Ines,\n\nThe rope is here.\n\nBest,\nMo", "rope is here, from Mo"],
        ["Hi Ines,\n\nThe rope is here.\n\nBest,\nKay", "rope is here; see you soon, Kay"],
        ["Hi Ines,\n\nThe rope is here.\n\nThanks\nFC", "rope is here; FC"],
        ["Hi Ines,\n\nThe rope is here.\n\nMany thanks,", "rope is here"],
        ["Hi Ines,\n\nThe rope is here.\n\nCheers", "rope is here"],
        ["Hi Ines,\n\nThe rope is here.", "rope is here"],
        ["The rope is here.", "rope is here"]
    ])("%j stays", (text, notes) => expect(withoutStrangersName(text, {kind: "email", to: "Ines", notes})).toBe(text));

    it.each([
        ["Hi Clare, is the rope here? Ines", "Clare"],
        ["Twillow, is the rope here?\n\nInes", "Twillow"]
    ])("%j greets the user by name", (message, name) => {
        const text = `Hi Ines,\n\nThe rope is here.\n\n${name}`;
        expect(withoutStrangersName(text, {kind: "reply", to: "Ines", notes: "rope is here", message})).toBe(text);
    });
});

describe("a letter to nobody in particular, by somebody who greets by name only", () => {
    it.each([
        ["Dear friends,\n\nThe rope is here.\n\nBest,\nBo", "The rope is here.\n\nBest,\nBo"],
        ["Dear Ann,\n\nThe rope is here.", "The rope is here."],
        ["Hello,\n\nThe rope is here.", "Hello,\n\nThe rope is here."]
    ])("%j", (text, left) => {
        expect(framed(text, {closings: []}, false)).toBe(left);
        expect(framed(text, {closings: []}, true)).toBe(text);
    });
});
