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

    it("use the singular for one file, one text, one word and one letter", () => {
        const one = (phase: "scan" | "read" | "encode", total: number | null) => ({
            phase,
            done: 1,
            total,
            items: 0,
            rate: null,
            secondsLeft: null,
            path: null
        });
        expect(en.sources.progress(one("scan", null))).toBe("Looking through the folder: 1 file");
        expect(en.sources.progress(one("read", 7))).toBe("Reading 1 of 7 files");
        expect(de.sources.progress(one("encode", 1))).toBe("Lernt den Stil von 1 von 1 Text");
        expect([en.voice.value(1, "words"), en.voice.value(1.5, "words")]).toEqual(["1 word", "1.5 words"]);
        expect([de.voice.value(1.04, "words"), de.voice.value(2, "characters")]).toEqual(["1 Wort", "2 Buchstaben"]);
        expect(en.training.tooFew(1, 8)).toMatch(/^There is 1 text of yours/);
    });

    it("say whom somebody greets and how, with one of both or with both", () => {
        const said = (greeting: string | null, signOff: string | null, catalogue: typeof en.learned | typeof de.learned) =>
            catalogue.fact({type: "person", name: "Ann", address: null, greeting, signOff} as never);
        expect(said("Hi,", "- J", en.learned)).toBe("greets Ann with “Hi,” and ends with “- J”");
        expect(said("Hi,", null, en.learned)).toBe("greets Ann with “Hi,”");
        expect(said(null, "- J", en.learned)).toBe("ends letters to Ann with “- J”");
        expect(said("Hallo", "LG", de.learned)).toBe("begrüßt Ann mit „Hallo“ und schließt mit „LG“");
        expect(said(null, "LG", de.learned)).toBe("schließt Briefe an Ann mit „LG“");
    });

    it("follow the user's choice, then the system's language, then English", () => {
        expect(pickLanguage("de", "en-GB")).toBe("de");
        expect(pickLanguage("system", "de-AT")).toBe("de");
        expect(pickLanguage("system", "fr-FR")).toBe("en");
    });
});
