/**
 * Training sequences for the language model, made by the product's own code: the turns of `app/drafting/format/turn-text.ts`, the notes of
 * `app/brief/reverse-notes.ts`, the model's own tokenizer.
 *
 *     node lab/pairs.ts RECORDS.jsonl MODEL.gguf OUT [--tokens 6000000] [--seed 1] [--replay REPLAY.jsonl] [--written FOLDER]
 *
 * RECORDS comes from `records.py`. Writes OUT/train.{tokens,loss,lengths}.bin (uint16, uint8, uint32) and OUT/validation.json. A sequence
 * is a system turn and one to four pairs of a user turn and an answer by one author; the loss covers the tokens of every answer, so that
 * the model learns to use earlier answers as examples.
 */
import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {telegraphic} from "../app/brief/reverse-notes.ts";
import type {Brief} from "../app/brief/brief.ts";
import {profileSentences} from "../app/drafting/profile.ts";
import {revisionTurn, systemText, userTurn} from "../app/drafting/format/turn-text.ts";
import type {HistoryItem} from "../app/history/item.ts";
import {learnHabits} from "../app/persona/habits.ts";
import {splitMix} from "../app/text/random.ts";
import {wordsOf} from "../app/text/words.ts";
import {letterOf} from "./letters.ts";
import {chance, openTokenizer, pick, random, readRecords, seed, turnOf, type LabRecord, type Turn} from "./turns.ts";
import {readWritten, titleTurn, writtenRevisionTurn, writtenTurn} from "./written-texts.ts";

const {values: options, positionals} = parseArgs({
    allowPositionals: true,
    options: {
        tokens: {type: "string", default: "6000000"},
        replay: {type: "string"},
        written: {type: "string"},
        seed: {type: "string", default: "1"}
    }
});
const [recordsFile, modelFile, out] = positionals as [string, string, string];
seed(Number(options.seed));
const longestSequence = 720;

/** shares of the sequences */
const shares: Readonly<Record<string, number>> = {
    letters: 0.68,
    titles: 0.08,
    revisions: 0.05,
    replay: 0.02,
    aeslc: 0.06,
    r_mail: 0.02,
    ilugc: 0.01,
    senate_press: 0.03,
    digitalgov: 0.025,
    f18: 0.01,
    acl_titles: 0.01,
    congress_press: 0.005
};
const letterKinds = ["email", "email", "email", "email", "subject", "subject", "continue"] as const;
const listKinds = ["email", "email", "reply", "reply", "subject", "subject", "continue"] as const;

interface Sequence {
    readonly tokens: number[];
    readonly loss: number[];
}

function shouts(text: string): boolean {
    const letters = text.match(/\p{L}/gu) ?? [];
    return letters.length > 12 && (text.match(/\p{Lu}/gu) ?? []).length > letters.length * 0.6;
}

function kindFor(set: string): string {
    if (set === "aeslc") return pick(letterKinds);
    if (set === "r_mail" || set === "ilugc") return pick(listKinds);
    if (set === "congress_press") return "continue";
    return set === "senate_press" && chance(0.15) ? "continue" : "headline";
}

const tokenizer = await openTokenizer(modelFile);
const byAuthor = new Map<string, Map<string, LabRecord[]>>();
const validation = new Map<string, LabRecord[]>();
for await (const record of readRecords(recordsFile)) {
    if (record.split === "validation") {
        validation.set(record.set, [...(validation.get(record.set) ?? []), record]);
        continue;
    }
    if (record.plugHoldout) continue;
    const authors = byAuthor.get(record.set) ?? new Map<string, LabRecord[]>();
    byAuthor.set(record.set, authors);
    const list = authors.get(record.author) ?? [];
    authors.set(record.author, list);
    list.push(record);
}
// authors are sampled with probability proportional to the square root of their number of texts, so that a few do not dominate
const drawable = new Map(
    [...byAuthor].map(([set, authors]) => [
        set,
        [...authors.values()].flatMap((list) => Array.from({length: Math.ceil(Math.sqrt(list.length))}, () => list))
    ])
);

function systemFor(records: readonly LabRecord[], kind: string, turns: readonly Turn[]): string {
    const lines = [systemText];
    if (records.length >= 5 && chance(0.15)) {
        const items = records.slice(0, 40).map((record, index): HistoryItem => ({
            id: String(index),
            kind: kind === "headline" ? "headline" : "email",
            title: record.title,
            text: letterText(record),
            message: null,
            to: [],
            path: "",
            date: null,
            weight: 1
        }));
        lines.push(profileSentences(learnHabits(items, kind === "headline" || kind === "subject" ? kind : "email")));
    }
    if (chance(0.1)) {
        const all = turns.map(({answer}) => answer).join("\n");
        const rules = [
            !all.includes("!") ? "Never use exclamation marks." : "",
            !/\w['’](?:t|s|re|ve|ll|m)\b/.test(all) ? "No contractions." : "",
            !/[–—]|--/.test(all) ? "No dashes." : "",
            !all.includes(";") ? "No semicolons." : "",
            `At most ${Math.ceil((Math.max(...turns.map(({answer}) => wordsOf(answer).length)) + 4) / 5) * 5} words.`
        ].filter(Boolean);
        const kept = rules.filter(() => chance(0.5));
        if (kept.length > 0) lines.push(`These rules come first:\n${kept.map((rule) => `- ${rule}`).join("\n")}`);
    }
    return lines.join("\n\n");
}

function letterText(record: LabRecord): string {
    const {greeting, body, signOff} = letterOf(record.body, record.set);
    return [greeting, body, signOff].filter(Boolean).join("\n\n");
}

/** answers of the base model itself (replay.ts) */
const replay =
    options.replay === undefined
        ? []
        : readFileSync(options.replay, "utf8")
              .split("\n")
              .filter(Boolean)
              .map((line) => JSON.parse(line) as Turn);

const written = readWritten(options.written ?? null);

/** One to `count` turns by one invented author. */
function writtenSequence<T>(
    authors: ReadonlyMap<string, readonly T[]>,
    toTurn: (text: T) => Turn,
    count: number,
    system: (turns: readonly Turn[]) => string
): Sequence | null {
    if (authors.size === 0) return null;
    const texts = pick([...authors.values()]);
    const turns = texts
        .toSorted(() => random() - 0.5)
        .slice(0, count)
        .map(toTurn);
    for (; turns.length > 0; turns.shift()) {
        const made = tokenizer.sequence(system(turns), turns);
        if (made.tokens.length <= longestSequence) return made;
    }
    return null;
}

function makeSequence(): Sequence | null {
    let draw = random() * Object.values(shares).reduce((sum, share) => sum + share, 0);
    const set = Object.keys(shares).find((name) => (draw -= shares[name] as number) < 0) ?? "letters";
    const count = pick([1, 1, 2, 2, 3, 4]);
    if (set === "letters")
        return writtenSequence(
            written.letters,
            (letter) => writtenTurn(letter),
            count,
            (turns) => systemFor([], "email", turns)
        );
    if (set === "titles") return writtenSequence(written.titles, titleTurn, count, () => systemText);
    if (set === "revisions") {
        const turns =
            written.revisions.length === 0 ? [] : Array.from({length: pick([1, 2])}, () => writtenRevisionTurn(pick(written.revisions)));
        return turns.length === 0 ? null : tokenizer.sequence(systemText, turns);
    }
    if (set === "replay") return replay.length === 0 ? null : tokenizer.sequence(systemText, [pick(replay)]);
    const records = pick(drawable.get(set) ?? []);
    const kind = kindFor(set);
    const turns: Turn[] = [];
    for (let tries = 0; turns.length < count && tries < count * 3; tries++) {
        const turn = turnOf(pick(records), kind, count > 1);
        if (turn !== null && !turns.some(({answer}) => answer === turn.answer)) turns.push(turn);
    }
    // titles in capitals throughout occur only with examples in the prompt
    if (turns.length > 0 && shouts((turns[0] as Turn).answer)) turns[0] = {...(turns[0] as Turn), quiet: true};
    if (turns.every(({quiet}) => quiet)) return null;
    for (; turns.length > 0; turns.pop()) {
        const made = tokenizer.sequence(systemFor(records, kind, turns), turns);
        if (made.tokens.length <= longestSequence) return made;
    }
    return null;
}

mkdirSync(out, {recursive: true});
const all: Sequence[] = [];
let count = 0;
for (const wanted = Number(options.tokens); count < wanted;) {
    const made = makeSequence();
    if (made === null) continue;
    all.push(made);
    count += made.tokens.length;
}
writeFileSync(`${out}/train.tokens.bin`, Uint16Array.from(all.flatMap(({tokens}) => tokens)));
writeFileSync(`${out}/train.loss.bin`, Uint8Array.from(all.flatMap(({loss}) => loss)));
writeFileSync(`${out}/train.lengths.bin`, Uint32Array.from(all.map(({tokens}) => tokens.length)));
console.log(`${all.length} sequences, ${count} tokens, ${all.reduce((sum, {loss}) => sum + loss.reduce((a, b) => a + b, 0), 0)} with loss`);

const measured: unknown[] = [];
const kindsOf: Readonly<Record<string, readonly string[]>> = {
    senate_press: ["headline"],
    digitalgov: ["headline"],
    f18: ["headline"],
    aeslc: ["email", "subject", "continue"],
    r_mail: ["email", "reply", "subject", "continue"],
    ilugc: ["email", "reply", "subject", "continue"]
};
for (const [set, kinds] of Object.entries(kindsOf))
    for (const kind of kinds)
        for (let n = 0, tries = 0; n < 24 && tries < 5000; tries++) {
            const turn = turnOf(pick(validation.get(set) ?? []), kind, false, true);
            if (turn === null || turn.answer.length > 900 || shouts(turn.answer)) continue;
            const {tokens, loss} = tokenizer.sequence(systemText, [turn]);
            if (tokens.length > longestSequence) continue;
            measured.push({set, kind, tokens, loss, characters: turn.answer.length, ...turn});
            n++;
        }
for (const letter of written.keptBack) {
    const turn = writtenTurn(letter, true);
    measured.push({set: "written", kind: "written", ...tokenizer.sequence(systemText, [turn]), characters: turn.answer.length, ...turn});
}
writeFileSync(`${out}/validation.json`, JSON.stringify(measured));
console.log(`${measured.length} validation pairs`);
writeFileSync(
    `${out}/look.txt`,
    all
        .slice(0, 60)
        .map(({tokens}) => tokenizer.text(tokens))
        .join("\n=======\n")
);
await tokenizer.dispose();
