import {describe, expect, it} from "vitest";
import {de} from "./de.ts";
import {en} from "./en.ts";
import {pickLanguage} from "./use-messages.ts";

/** Every key of a catalogue, as `write.notes.email`. */
function keysOf(value: unknown, path = ""): string[] {
    if (typeof value !== "object" || value === null) return [path];
    return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path === "" ? key : `${path}.${key}`));
}

describe("the catalogues", () => {
    it("have the same keys in every language", () => {
        expect(keysOf(de).toSorted()).toEqual(keysOf(en).toSorted());
    });

    it("have no empty sentence", () => {
        const emptyIn = (catalogue: unknown): string[] =>
            keysOf(catalogue).filter((key) => {
                const value = key.split(".").reduce<unknown>((inner, step) => (inner as Record<string, unknown>)[step], catalogue);
                return typeof value === "string" && value.trim() === "";
            });
        expect([...emptyIn(en), ...emptyIn(de)]).toEqual([]);
    });

    it("use the language's own plural rules", () => {
        expect(en.texts(1)).toBe("1 text");
        expect(en.texts(1234)).toBe("1,234 texts");
        expect(de.texts(1)).toBe("1 Text");
        expect(de.texts(1234)).toBe("1.234 Texte");
        expect(en.bytes(1_500_000)).toBe("1.5 MB");
    });

    it('use the dative after "aus"', () => {
        expect(de.voice.basis(73, 1)).toBe("Aus 73 Texten, 1 Wort.");
        expect(de.voice.basis(1, 1200)).toBe("Aus 1 Text, 1.200 Wörtern.");
    });

    it("follow the user's choice, then the system's language, then English", () => {
        expect(pickLanguage("de", "en-GB")).toBe("de");
        expect(pickLanguage("system", "de-AT")).toBe("de");
        expect(pickLanguage("system", "fr-FR")).toBe("en");
    });
});
