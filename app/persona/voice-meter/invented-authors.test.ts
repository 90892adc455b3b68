import {readdirSync, readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {countWords} from "./mask.ts";
import {bodyOf} from "./population.ts";
import {englishPopulation, strangerTexts} from "./testing/sample-texts.ts";
import {VoiceMeter} from "./voice-meter.ts";

/*
 * Authors that were not used for the meter's lists and weights: tests/fixtures/authors. Their letters are short, so two are scored
 * together.
 */

const folder = new URL("../../../tests/fixtures/authors/", import.meta.url);
const german = readFileSync(new URL("../../../lab/german-function-words.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .flatMap((line) => line.split(/\s+/));

function lettersOf(author: string): readonly string[] {
    return readdirSync(new URL(author, folder))
        .filter((file) => /\.(?:txt|eml)$/.test(file))
        .toSorted()
        .map((file) => {
            const text = readFileSync(new URL(`${author}/${file}`, folder), "utf8").replaceAll("\r", "");
            return (file.endsWith(".eml") ? text.slice(text.indexOf("\n\n")) : text).trim();
        });
}

function meterOf(texts: readonly string[]): VoiceMeter {
    const meter = new VoiceMeter([englishPopulation(), {language: "de", functionWords: new Set(german)}]);
    for (const [i, text] of texts.entries()) meter.add({id: String(i), text, message: null, weight: 1});
    return meter;
}

/** The last letters, joined to texts of at least `words` words. */
function keptBack(
    letters: readonly string[],
    count: number,
    words: number
): {readonly history: readonly string[]; readonly kept: readonly string[]} {
    const rest = [...letters];
    const kept = Array.from({length: count}, () => {
        let text = "";
        while (countWords(text) < words) text = `${bodyOf(rest.pop() as string)}\n\n${text}`.trim();
        return text;
    });
    return {history: rest, kept};
}

describe.each([
    ["jude", "agatha"],
    ["agatha", "jude"]
])("the voice meter on %s", {timeout: 120_000}, (author, other) => {
    const {history, kept} = keptBack(lettersOf(author), 3, 50);
    const meter = meterOf(history);

    it("rises with the author's own letters and falls with another author's", async () => {
        const own = await Promise.all(kept.map((text) => meter.score(text)));
        const theirs = await Promise.all([...keptBack(lettersOf(other), 3, 50).kept, ...strangerTexts].map((text) => meter.score(text)));
        const numbers = own.flatMap(({position}) => (position === null ? [] : [position]));
        expect(numbers.length, own.map(({reason}) => reason).join(" ")).toBeGreaterThanOrEqual(2);
        for (const {position} of theirs) expect(position ?? Number.NEGATIVE_INFINITY).toBeLessThan(Math.min(...numbers));
    });

    it("drops if another author's text is pasted into the own one", async () => {
        const [mine] = kept as [string];
        const [before, after] = [await meter.score(mine), await meter.score(`${mine}\n\n${strangerTexts[0]}`)];
        expect(after.position ?? Number.NEGATIVE_INFINITY).toBeLessThan(before.position ?? 0);
    });

    it("reports what is missing instead of a score below forty words and below ten texts", async () => {
        const [mine] = kept as [string];
        const words = mine.split(/\s+/);
        expect(await meter.score(words.slice(0, 35).join(" "))).toMatchObject({position: null, obstacle: "text-too-short"});
        expect(await meterOf(history.slice(0, 9)).score(mine)).toMatchObject({
            position: null,
            obstacle: "history-too-small",
            reason: expect.stringContaining("10")
        });
        expect((await meterOf(history.slice(0, 10)).score(mine)).obstacle).not.toBe("history-too-small");
    });
});

it("gives no score for German letters without answered messages, and the reason", async () => {
    const {history, kept} = keptBack(lettersOf("bodo"), 1, 50);
    expect(await meterOf(history).score(kept[0] as string)).toMatchObject({
        position: null,
        language: "de",
        method: "characters",
        obstacle: "no-population"
    });
});
