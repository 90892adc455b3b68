import {beforeAll, describe, expect, it} from "vitest";
import {splitLetter} from "../letter.ts";
import {splitMix} from "../../text/random.ts";
import {countWords} from "./mask.ts";
import {bodyOf} from "./population.ts";
import {rerank} from "./rerank.ts";
import type {VoiceScore} from "./score.ts";
import {englishPopulation, sampleTexts, strangerTexts} from "./testing/sample-texts.ts";
import {VoiceMeter} from "./voice-meter.ts";

const samples = sampleTexts();
/** each fifth text is held out */
const kept = samples.filter((text, i) => i % 5 === 2 && countWords(bodyOf(text)) >= 40);
const history = samples.filter((text) => !kept.includes(text));
const population = englishPopulation();
const german = {
    language: "de",
    functionWords: new Set(
        (
            "ich du er sie es wir ihr der die das ein eine und oder nicht ist sind war hat haben mit von zu auf in den dem für " +
            "wenn dass auch noch wie was"
        ).split(" ")
    )
};

function meterOf(texts: readonly string[], message: string | null = null): VoiceMeter {
    const meter = new VoiceMeter([population, german]);
    for (const [i, text] of texts.entries()) meter.add({id: String(i), text, message, weight: 1});
    return meter;
}

describe("the voice meter on the sample author", {timeout: 60_000}, () => {
    const meter = meterOf(history);
    /** the author's held-out texts, one by one */
    let quartile = 0;
    let own: readonly VoiceScore[] = [];

    beforeAll(async () => {
        own = await Promise.all(kept.map((text) => meter.score(text)));
        const positions = await leaveOneOut(samples);
        quartile = positions.toSorted((a, b) => a - b)[Math.floor(positions.length / 4)] ?? 0;
    }, 120_000);

    it("puts the author's held-out texts above every other author's", async () => {
        expect(own.length).toBeGreaterThanOrEqual(4);
        const strangers = await Promise.all(strangerTexts.map((text) => meter.score(text)));
        // by its definition the readability guard rejects about one own text in twenty
        const numbers = own.flatMap(({position}) => (position === null ? [] : [position]));
        expect(numbers.length, own.map(({reason}) => reason).join(" ")).toBeGreaterThanOrEqual(own.length - 1);
        const lowest = Math.min(...numbers);
        for (const {position} of strangers) expect(position ?? 0).toBeLessThan(lowest);
    });

    it("widens its interval as texts get shorter", async () => {
        const [short, other] = strangerTexts;
        const width = async (text: string) => {
            const {ci95} = await meter.score(text);
            return ci95 === null ? Number.NaN : ci95[1] - ci95[0];
        };
        expect(await width(`${short}\n\n${other}`)).toBeLessThan(await width(short ?? ""));
    });

    it("gives no forgery a score above the author's own 25th percentile", async () => {
        const random = splitMix(9);
        const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
        const words = history.flatMap((text) => bodyOf(text).split(/\s+/));
        const sentences = history.flatMap((text) => bodyOf(text).split(/(?<=[.!?])\s+/)).filter((sentence) => countWords(sentence) > 9);
        const frames = history.map(splitLetter).filter(({greeting, signOff}) => greeting !== null && signOff !== null);
        const notes =
            "slip doors gone in the gale on the ninth; four photographs sent; joiner asks 1,260; gap boarded without charge; " +
            "anything else needed to settle the claim; answer before the end of the week please";
        const forgeries: [string, string, string | null][] = [
            ...Array.from({length: 6}, (): [string, string, null] => [
                "salad",
                Array.from({length: 8}, () => `${Array.from({length: 11}, () => pick(words)).join(" ")}.`).join(" "),
                null
            ]),
            ...strangerTexts.map((text): [string, string, null] => [
                "frame",
                `${pick(frames).greeting}\n\n${text}\n\n${pick(frames).signOff}`,
                null
            ]),
            ...Array.from({length: 4}, (): [string, string, null] => [
                "copied",
                Array.from({length: 6}, () => pick(sentences)).join(" "),
                null
            ]),
            ["copied among a stranger's", `${strangerTexts[0]} ${pick(sentences)} ${strangerTexts[1]}`, null],
            ["notes", `${notes}.`, notes],
            ["notes three times", `${notes}. ${notes}. ${notes}.`, notes],
            [
                "notes in sentences",
                `${notes
                    .split("; ")
                    .map((note) => `${note[0]?.toUpperCase()}${note.slice(1)}.`)
                    .join(" ")} ${notes}`,
                notes
            ]
        ];
        for (const [name, text, asked] of forgeries) {
            const {position, reason} = await meter.score(text, asked);
            expect(position ?? Number.NEGATIVE_INFINITY, `${name}: ${text}`).toBeLessThan(quartile);
            if (position === null) expect(reason).toMatch(/\.$/);
        }
    });

    it("does not count a sentence twice", async () => {
        const [once, text] = [bodyOf(kept[0] ?? ""), bodyOf(kept[0] ?? "")];
        const [single, repeated] = [await meter.score(once), await meter.score(`${text}\n\n${text}\n\n${text}`)];
        expect(repeated.position ?? 0).toBeCloseTo(single.position ?? -1, 6);
    });

    it("scores greeting and sign-off separately from the body", async () => {
        const body = strangerTexts[2] ?? "";
        const frame = history.map(splitLetter).find(({greeting, signOff}) => greeting !== null && signOff !== null);
        const [bare, framed] = [await meter.score(body), await meter.score(`${frame?.greeting}\n\n${body}\n\n${frame?.signOff}`)];
        expect(framed.position).toBe(bare.position);
        expect(framed.greeting).toBeGreaterThan(0);
        expect(framed.closing).toBeGreaterThan(0);
        expect(bare.greeting).toBe(null);
    });

    it("does not attribute another author's text to the author because of own sentences around it", async () => {
        const stranger = strangerTexts.find((text) => (text.match(/\S+/g) ?? []).length >= 50) ?? "";
        const lines = history.flatMap((text) => bodyOf(text).split(/(?<=[.!?])\s+|\n+/)).filter((line) => /^\S+(?: \S+){2,5}$/.test(line));
        expect(lines.length).toBeGreaterThan(2);
        const [bare, framed] = [await meter.score(stranger), await meter.score(`${lines[0]}\n\n${stranger}\n\n${lines[1]} ${lines[2]}`)];
        expect(bare.position).not.toBeNull();
        expect(framed.position).toBeCloseTo(bare.position ?? 0, 6);
    });

    it("requires the content of the notes", async () => {
        const text = kept[0] ?? "";
        const missing = await meter.score(text, "zeppelin hangar insurance; yearly submarine audit");
        expect(missing).toMatchObject({position: null, obstacle: "notes-missing"});
        expect(missing.reason).toContain("zeppelin");
        expect(missing.contentKept).toBe(0);
    });

    it("gives the same result from stored data", async () => {
        const again = new VoiceMeter([population, german]);
        for (const [i, text] of history.entries()) again.add({id: String(i), text, message: null, weight: 1}, meter.stored(String(i)));
        for (const text of [...kept, ...strangerTexts]) expect(await again.score(text)).toEqual(await meter.score(text));
        expect(JSON.stringify(meter.stored("0"))).not.toContain("boat");
    });

    it("removes deleted texts and does not add drafts of the model", async () => {
        const fuller = meterOf(history);
        for (const [i, text] of strangerTexts.entries()) fuller.add({id: `s${i}`, text, message: null, weight: 1});
        fuller.add({id: "draft", text: strangerTexts[0] ?? "", message: null, weight: 0.5});
        expect(fuller.has("draft")).toBe(false);
        for (const i of strangerTexts.keys()) fuller.remove(`s${i}`);
        expect(fuller.size).toBe(meter.size);
        const [then, now] = [await meter.score(kept[0] ?? ""), await fuller.score(kept[0] ?? "")];
        expect(now.position ?? 0).toBeCloseTo(then.position ?? -1, 6);
    });
});

describe("obstacles of the voice meter", {timeout: 60_000}, () => {
    it("names the minimum length of a text and number of texts", async () => {
        const short = await meterOf(history).score("We hung the door and it swings. Do come and see it when the tide is out.");
        expect(short).toMatchObject({position: null, obstacle: "text-too-short"});
        expect(short.reason).toContain("40");
        const small = await meterOf(history.slice(0, 6)).score(kept[0] ?? "");
        expect(small).toMatchObject({position: null, obstacle: "history-too-small", texts: 6});
        expect(small.reason).toContain("10");
    });

    it("measures other languages by characters and reports it, compared with the answered messages", async () => {
        const texts = Array.from(
            {length: 12},
            (_, i) =>
                `Moin, ich habe das Boot ${i} gestern gesehen und es ist nicht fertig. Wir haben noch Lack und die Planken ` +
                "sind nass, wenn du kommst bring auch Kaffee mit. Das mit dem Kran ist so eine Sache, ich sag mal: wird schon, " +
                "und wenn nicht, dann ist auch das kein Drama für uns."
        );
        const text =
            "Das Boot von Anna ist fertig und ich habe es gestern nass gesehen. Wenn du kommst, bring noch Lack mit, wir haben " +
            "auch Kaffee. Das mit den Planken ist so eine Sache, ich sag mal: das wird schon, und wenn nicht, dann ist es kein " +
            "Drama für den Kran und auch nicht für uns.";
        const alone = await meterOf(texts).score(text);
        expect(alone).toMatchObject({position: null, obstacle: "no-population", method: "characters", language: "de"});
        const answered = await meterOf(
            texts,
            "Sehr geehrte Damen und Herren, hiermit möchten wir Sie auf die ausstehende Zahlung der Rechnung hinweisen und " +
                "bitten Sie um fristgerechte Begleichung des genannten Betrages."
        ).score(text);
        expect(answered.method).toBe("characters");
        expect(answered.note?.text).toContain("character");
        expect(answered.position).toBeGreaterThan(0);
    });
});

describe("reranking", () => {
    const score = (position: number | null, obstacle: VoiceScore["obstacle"] = null) => ({position, obstacle}) as VoiceScore;

    it("puts what sounds most like the user and passes the guards first", () => {
        const candidates = [
            score(12),
            score(null, "copied-from-history"),
            score(null, "text-too-short"),
            score(88),
            score(null, "notes-missing"),
            score(40)
        ];
        expect(rerank(candidates, (each) => each).map((each) => each.position ?? each.obstacle)).toEqual([
            88,
            40,
            12,
            "text-too-short",
            "copied-from-history",
            "notes-missing"
        ]);
    });
});

/** Positions of every third of the author's texts, each by a meter that has not seen it. */
async function leaveOneOut(texts: readonly string[]): Promise<readonly number[]> {
    const positions: number[] = [];
    const meter = meterOf(texts);
    for (const [i, text] of texts.entries()) {
        if (i % 3 !== 0) continue;
        meter.remove(String(i));
        const {position} = await meter.score(text);
        meter.add({id: String(i), text, message: null, weight: 1});
        if (position !== null) positions.push(position);
    }
    return positions;
}
