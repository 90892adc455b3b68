import {appendFileSync, readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {gunzipSync} from "node:zlib";
import {encoderText} from "../app/persona/encoder-text.ts";
import {CharacterGrams, cosine} from "../app/persona/voice-meter/character-grams.ts";
import {countWords} from "../app/persona/voice-meter/mask.ts";
import {GrammarMeter} from "../app/persona/voice-meter/grammar-meter.ts";
import {bodyOf, parsePopulation} from "../app/persona/voice-meter/population.ts";
import type {VoiceScore} from "../app/persona/voice-meter/score.ts";
import {VoiceMeter} from "../app/persona/voice-meter/voice-meter.ts";
import {splitMix} from "../app/text/random.ts";
import {dot, meanDirection} from "../app/vectors.ts";
import {table} from "../main/cli/terminal.ts";
import {openEncoder} from "../main/encoder/encoder.ts";

/**
 * Verification by the voice meter, by character 4-grams and by the persona encoder on texts of known authors:
 *
 *     python lab/voice_population.py DATA --validation texts.jsonl
 *     node bench/voice-meter.ts texts.jsonl [--history 5,10,20,50] [--authors 40] [--words 20] [--set NAME] [--seed 11] [--population
 *         FILE] [--features FILE | --attacks]
 *
 * Each author's history is learned; their other texts and as many by other authors of the same set are scored, one by one and five
 * together. Prints a table of the area under the ROC curve and the recall at 5 % false accepts. `--features` writes the trials for
 * lab/voice_weights.py instead, one JSON line each.
 */
interface Trial {
    readonly own: boolean;
    readonly meter: number;
    readonly grams: number;
    readonly encoder: number;
}
const metrics = ["meter", "grams", "encoder"] as const;

const trialsOfAuthor = 20;

const [path, ...rest] = process.argv.slice(2);
if (path === undefined) throw new Error("name a file of JSON lines with set, author and text");
const option = (name: string, usual: string) =>
    rest[rest.indexOf(`--${name}`) + 1] !== undefined && rest.includes(`--${name}`)
        ? (rest[rest.indexOf(`--${name}`) + 1] as string)
        : usual;
const random = splitMix(Number(option("seed", "11")));
const histories = option("history", "5,10,20,50").split(",").map(Number);
const leastWords = Number(option("words", "20"));
const mostAuthors = Number(option("authors", "40"));
const population = parsePopulation(
    gunzipSync(readFileSync(option("population", fileURLToPath(new URL("../resources/voice/english.txt.gz", import.meta.url))))).toString(
        "utf8"
    )
);
const rows = readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as {set: string; author: string; text: string});

const encoder = await openEncoder(fileURLToPath(new URL("../resources/encoder", import.meta.url)));
const vectors = new Map<string, Promise<Float32Array>>();
const features = option("features", "");

try {
    if (rest.includes("--attacks")) await attack();
    else await tabulate();
} finally {
    await encoder.dispose();
}

async function tabulate(): Promise<void> {
    const lines: (readonly string[])[] = [];
    for (const [set, texts] of Map.groupBy(rows, (row) => row.set)) {
        if (rest.includes("--set") && option("set", "") !== set) continue;
        for (const history of histories) lines.push(...(await verify(set, texts, history)));
    }
    if (features === "")
        console.log(table(["set", "history", "texts", "authors", "trials", "meter", "character 4-grams", "encoder"], lines));
}

async function verify(
    set: string,
    texts: readonly {author: string; text: string}[],
    history: number
): Promise<readonly (readonly string[])[]> {
    const authors = authorsOf(texts, history);
    if (authors.length < 2) return [];
    const grams = new CharacterGrams(authors.flatMap((each) => each.texts.map(bodyOf)));
    const trials = new Map<number, Trial[]>([
        [1, []],
        [5, []]
    ]);
    for (const each of authors) {
        const meter = new GrammarMeter(population);
        each.texts.forEach((text, i) => meter.add(String(i), meter.prepare(text)));
        const profile = grams.vector(each.texts.map(bodyOf));
        const persona = await meanVector(each.texts);
        const score = async (some: readonly string[], own: boolean): Promise<Trial> => {
            const evidence = meter.evidence(some.map(bodyOf));
            if (features !== "") {
                const {grammar, characters} = meter.views(evidence);
                appendFileSync(features, `${JSON.stringify({set, history, size: some.length, own, grammar, characters})}\n`);
                return {own, meter: 0, grams: 0, encoder: 0};
            }
            return {
                own,
                meter: meter.likelihood(evidence).lambda,
                grams: cosine(profile, grams.vector(some.map(bodyOf))),
                encoder: dot(persona, await meanVector(some))
            };
        };
        for (const [size, done] of trials) {
            const {kept} = each;
            for (let i = 0; i + size <= kept.length && i < trialsOfAuthor * size; i += size)
                done.push(await score(kept.slice(i, i + size), true));
            for (let i = 0; i < trialsOfAuthor; i++) {
                const others = authors.filter((other) => other !== each);
                const theirs = (others[Math.floor(random() * others.length)] as typeof each).kept;
                const start = Math.floor(random() * (theirs.length - size + 1));
                done.push(await score(theirs.slice(start, start + size), false));
            }
        }
    }
    return [...trials].map(([size, done]) => [
        set,
        String(history),
        String(size),
        String(authors.length),
        String(done.length),
        ...metrics.map((metric) => {
            const own = done.filter((trial) => trial.own).map((trial) => trial[metric]);
            const others = done.filter((trial) => !trial.own).map((trial) => trial[metric]);
            return `${areaUnderCurve(own, others).toFixed(3)} / ${recall(own, others).toFixed(2)}`;
        })
    ]);
}

/** The texts' encoder vectors, their mean at length 1. */
async function meanVector(texts: readonly string[]): Promise<Float32Array> {
    for (const text of texts) if (!vectors.has(text)) vectors.set(text, encoder.encode([encoderText({title: null, text: bodyOf(text)})]));
    return meanDirection(await Promise.all(texts.map((text) => vectors.get(text) as Promise<Float32Array>)));
}

function authorsOf(texts: readonly {author: string; text: string}[], history: number) {
    return [...Map.groupBy(texts, ({author}) => author)]
        .map(([, own]) => shuffled(own.map(({text}) => text)))
        .map((own) => ({texts: own.slice(0, history), kept: own.slice(history).filter((text) => countWords(bodyOf(text)) >= leastWords)}))
        .filter(({texts: learned, kept}) => learned.length === history && kept.length >= 5)
        .slice(0, mostAuthors);
}

/** Texts of 40 words and more through the whole meter, guards included: how many are refused, and how many pass for the author. */
async function attack(): Promise<void> {
    const history = histories[0] as number;
    for (const [set, texts] of Map.groupBy(rows, (row) => row.set)) {
        const authors = authorsOf(texts, history);
        const results = new Map<string, {refused: number; passed: number; covered: number; of: number}>();
        for (const each of authors) {
            const meter = new VoiceMeter([population]);
            for (const [i, text] of each.texts.entries()) meter.add({id: String(i), text, message: null, weight: 1});
            const own = await Promise.all(each.kept.map((text) => meter.score(text)));
            const positions = own.flatMap(({position}) => (position === null ? [] : [position])).toSorted((a, b) => a - b);
            const quartile = positions[Math.floor(positions.length / 4)];
            if (quartile === undefined) continue;
            const words = each.texts.flatMap((text) => bodyOf(text).split(/\s+/));
            const sentences = each.texts
                .flatMap((text) => bodyOf(text).split(/(?<=[.!?])\s+/))
                .filter((sentence) => countWords(sentence) >= 6);
            const others = authors.filter((other) => other !== each);
            const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
            const frame = pick(each.texts).trim().split("\n");
            const attacks: [string, () => string][] = [
                ["stranger", () => pick(pick(others).kept)],
                ["salad", () => Array.from({length: 7}, () => `${Array.from({length: 12}, () => pick(words)).join(" ")}.`).join(" ")],
                ["own first and last line", () => `${frame[0]}\n\n${bodyOf(pick(pick(others).kept))}\n\n${frame.at(-1)}`],
                ["copied sentences", () => Array.from({length: 6}, () => pick(sentences)).join(" ")]
            ];
            const count = (name: string, {position, ci95}: VoiceScore) => {
                const result = results.get(name) ?? {refused: 0, passed: 0, covered: 0, of: 0};
                result.of++;
                if (position === null || ci95 === null) result.refused++;
                else {
                    if (position > quartile) result.passed++;
                    if (ci95[0] <= 100 && ci95[1] >= 100) result.covered++;
                }
                results.set(name, result);
            };
            for (const score of own) count("own", score);
            for (const [name, text] of attacks) for (let i = 0; i < trialsOfAuthor; i++) count(name, await meter.score(text()));
        }
        const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(0)} %`;
        for (const [name, {refused, passed, covered, of}] of results) {
            console.log(
                `${set}, ${authors.length} authors, history ${history}, ${name}: ${of} texts, no number ` +
                    `${percent(refused, of)}, above the author's 25th percentile ${percent(passed, of)}, interval holds 100 ` +
                    `${percent(covered, of - refused)}`
            );
        }
    }
}

function shuffled<T>(values: readonly T[]): readonly T[] {
    return values
        .map((value) => [random(), value] as const)
        .toSorted((a, b) => a[0] - b[0])
        .map(([, value]) => value);
}

/** The chance that an own text scores above another's. */
function areaUnderCurve(own: readonly number[], others: readonly number[]): number {
    let above = 0;
    for (const mine of own) for (const theirs of others) above += mine > theirs ? 1 : mine === theirs ? 0.5 : 0;
    return above / (own.length * others.length);
}

/** Share of own texts above the 95th percentile of the others. */
function recall(own: readonly number[], others: readonly number[]): number {
    const limit = others.toSorted((a, b) => a - b)[Math.floor(0.95 * others.length)] ?? 0;
    return own.filter((mine) => mine > limit).length / own.length;
}
