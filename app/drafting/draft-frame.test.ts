import {expect, it} from "vitest";
import type {HistoryItem} from "../history/item.ts";
import {learnHabits} from "../persona/habits.ts";
import {Recipients} from "../persona/recipients.ts";
import {draftFrame} from "./draft-frame.ts";
import type {DraftingParts} from "./draft-request.ts";

const letters = [
    ["Tomas Novak <tomas@boot.example>", "Lieber Tomas,"],
    ["Ines Carrow <ines@quay.example>", "Liebe Ines,"],
    ["Ole Tamm <ole@segel.example>", "Lieber Ole,"],
    ["Ole Tamm <ole@segel.example>", "Lieber Ole,"],
    ["Bodo Lund <bodo@mast.example>", "Lieber Bodo,"]
].map(([to = "", greeting = ""], id): HistoryItem => ({
    id: String(id),
    kind: "email",
    title: null,
    text: `${greeting}\n\ndas Seil ist da.\n\nGruß\nMo`,
    message: null,
    to: [to],
    date: null,
    path: "",
    weight: 1
}));
const recipients = new Recipients(letters);
const parts = {
    persona: {habits: async () => learnHabits(letters, "email")},
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
