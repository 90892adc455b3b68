import {describe, expect, it} from "vitest";
import {splitMix} from "../../text/random.ts";
import {CountTable} from "./count-table.ts";
import {Grammar} from "./grammar.ts";

const random = splitMix(3);
const madeText = () =>
    Array.from({length: 6}, () => Array.from({length: 2 + Math.floor(random() * 9)}, () => 3 + Math.floor(random() * random() * 40)));

describe("an n-gram grammar", () => {
    const texts = Array.from({length: 12}, madeText);

    it("gives probabilities that sum to one in every context", () => {
        const grammar = new Grammar(4);
        for (const text of texts) grammar.add(text);
        const [a, b, c] = texts[0]?.[0] ?? [];
        const contexts = [0, a ?? 0, ((a ?? 0) * 1024 + (b ?? 0)) * 1024 + (c ?? 0), 900 * 1024 + 901];
        for (const context of contexts) {
            let sum = 0;
            for (let token = 0; token < 50; token++) sum += grammar.probability(context, token, 50);
            expect(sum).toBeCloseTo(1, 9);
        }
    });

    it("removes a text completely", () => {
        const [without, around] = [new Grammar(4), new Grammar(4)];
        for (const text of texts.slice(1)) without.add(text);
        for (const text of texts) around.add(text);
        around.remove(texts[0] ?? []);
        expect(around.tokens).toBe(without.tokens);
        for (const text of [...texts, madeText()])
            expect(around.logLikelihood(text, 50).log).toBeCloseTo(without.logLikelihood(text, 50).log, 9);
    });

    it("gives a known text a higher likelihood than an unknown one", () => {
        const grammar = new Grammar(4);
        for (const text of texts) grammar.add(text);
        const unseen = madeText();
        const each = (text: readonly (readonly number[])[]) => grammar.logLikelihood(text, 50).log / grammar.logLikelihood(text, 50).tokens;
        expect(each(texts[3] ?? [])).toBeGreaterThan(each(unseen));
    });
});

describe("a count table", () => {
    it("counts as a map does, for keys up to 2^53", () => {
        const [table, map] = [new CountTable(), new Map<number, number>()];
        for (let i = 0; i < 20_000; i++) {
            const key = Math.floor(random() * 300) * (i % 2 === 0 ? 1 : 2 ** 44) + (i % 3);
            map.set(key, (map.get(key) ?? 0) + 1);
            table.add(key, 1);
        }
        for (const [key, count] of map) expect(table.get(key)).toBe(count);
        expect(table.get(2 ** 53 - 1)).toBe(0);
        expect(table.size).toBe(map.size);
    });
});
