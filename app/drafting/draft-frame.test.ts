import {expect, it} from "vitest";
import {learnHabits} from "../persona/habits.ts";
import {letterItems} from "../persona/testing/letters.ts";
import {Recipients} from "../persona/recipients.ts";
import {draftFrame} from "./draft-frame.ts";
import type {DraftingParts} from "./draft-request.ts";

const letters = [
    ["Tomas Novak <tomas@boot.example>", "Lieber Tomas,"],
    ["Ines Carrow <ines@quay.example>", "Liebe Ines,"],
    ["Ole Tamm <ole@segel.example>", "Lieber Ole,"],
    ["Ole Tamm <ole@segel.example>", "Lieber Ole,"],
    ["Bodo Lund <bodo@mast.example>", "Lieber Bodo,"]
] as const;
const items = letterItems(letters.map(([, greeting]) => `${greeting}\n\ndas Seil ist da.\n\nGruß\nMo`)).map((item, i) => ({
    ...item,
    to: [letters[i]?.[0] ?? ""]
}));
const recipients = new Recipients(items);
const parts = {
    persona: {habits: async () => learnHabits(items, "email")},
    towards: (to: string) => recipients.addressFor(to)
} as unknown as DraftingParts;
const beginning = async (to: string) => {
    const frame = await draftFrame(parts, {brief: {kind: "email", to, notes: "das Seil ist da"}, seeds: [1]}, "tuned");
    return frame.beginning.trim();
};

it("greets people as the user's letters to them do, and somebody else in a form that fits everybody", async () => {
    expect(await beginning("ines@quay.example")).toBe("Liebe Ines,");
    expect(await beginning("Tomas Novak")).toBe("Lieber Tomas,");
    expect(await beginning("Kirsten Berg")).toBe("Hallo Kirsten,");
});

it("takes the gender from letters to the only other person of the same first name", async () => {
    expect(await beginning("Ines Weber <weber@hof.example>")).toBe("Liebe Ines,");
    expect(await beginning("Tomas Berg <berg@hof.example>")).toBe("Lieber Tomas,");
});
