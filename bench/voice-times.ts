import {readFileSync} from "node:fs";
import {gunzipSync} from "node:zlib";
import {parsePopulation} from "../app/persona/voice-meter/population.ts";
import {VoiceMeter} from "../app/persona/voice-meter/voice-meter.ts";
import {splitMix} from "../app/text/random.ts";

/**
 * CPU times of the voice meter: `node bench/voice-times.ts [MAILS]`, default 10,000 mails of 80 words. Prints each as a multiple of
 * splitting the same text into words.
 */
const mails = Number(process.argv[2] ?? 10_000);
const random = splitMix(5);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const common = (
    "the a to of and in i you we it is was be have this that for on with as at not are will would can could if when but so " +
    "your our my they there what"
).split(" ");
const rare = Array.from({length: 4000}, (_, i) =>
    `${pick(["con", "re", "pre", "un", "sta", "mor"])}${i.toString(36)}${pick(["ing", "ed", "tion", "er", "al", "s", ""])}`.replace(
        /\d/g,
        "o"
    )
);
const sentence = () =>
    `${Array.from({length: 8 + Math.floor(random() * 10)}, () => (random() < 0.55 ? pick(common) : pick(rare))).join(" ")}. `;
const texts = Array.from({length: mails}, () => `Hi Ann,\n\n${Array.from({length: 6}, sentence).join("")}\n\nBest,\nKim`);
const time = async (work: () => unknown) => {
    const started = process.cpuUsage();
    await work();
    return process.cpuUsage(started).user / 1000;
};
const packed = readFileSync(new URL("../resources/voice/english.txt.gz", import.meta.url));
const item = (i: number) => ({id: String(i), text: texts[i] as string, message: null, weight: 1});
let meter = new VoiceMeter([]);
const reference = await time(() => texts.map((text) => text.split(/\s+/).length));
const rows: [string, number, number][] = [];
const row = async (name: string, count: number, work: () => unknown) => rows.push([name, count, await time(work)]);
let population = parsePopulation(gunzipSync(packed).toString("utf8"));
await row("read the population", 1, () => {
    population = parsePopulation(gunzipSync(packed).toString("utf8"));
    meter = new VoiceMeter([population]);
});
await row("take in all mails but one", mails - 1, () => texts.slice(1).forEach((_, i) => meter.add(item(i + 1))));
await row("one new mail", 1, () => meter.add(item(0)));
const strangers = Array.from({length: 20}, () => Array.from({length: 8}, sentence).join(""));
await row("first score: references and calibration", 1, () => meter.score(strangers[0] as string));
await row("a score after that", strangers.length, async () => {
    for (const text of strangers) await meter.score(text);
});
const stored = texts.map((_, i) => meter.stored(String(i)));
await row("take in all from the store", mails, () => {
    const again = new VoiceMeter([population]);
    texts.forEach((_, i) => again.add(item(i), stored[i] ?? null));
});
console.log(`splitting ${mails} mails into words: ${reference.toFixed(0)} ms, the unit of the last column`);
for (const [name, count, ms] of rows)
    console.log(
        `${name.padEnd(42)} ${ms.toFixed(1).padStart(9)} ms ${(ms / count).toFixed(3).padStart(9)} ms each ` +
            `${(ms / reference).toFixed(1).padStart(7)} ×`
    );
