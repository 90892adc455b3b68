/**
 * Training sequences for the language model, made by the product's own code: the turns of `app/drafting/format/turn-text.ts`, the notes of `app/brief/reverse-notes.ts`,
 * the model's own tokenizer.
 *
 *     node lab/pairs.ts RECORDS.jsonl MODEL.gguf OUT [--tokens 6000000] [--seed 1]
 *
 * RECORDS comes from `records.py`. Writes OUT/train.{tokens,loss,lengths}.bin (uint16, uint8, uint32) and OUT/validation.json. A sequence is a system turn and one to four
 * pairs of a user turn and an answer by one author; every answer carries loss, so that later ones learn from earlier ones as examples.
 */
import {createReadStream, mkdirSync, writeFileSync} from "node:fs";
import {createInterface} from "node:readline";
import {parseArgs} from "node:util";
import {getLlama} from "node-llama-cpp";
import {noteStyles, reverseNotes, type NoteStyle} from "../app/brief/reverse-notes.ts";
import type {Brief} from "../app/brief/brief.ts";
import {profileSentences} from "../app/drafting/profile.ts";
import {revisionTurn, systemText, userTurn} from "../app/drafting/format/turn-text.ts";
import type {HistoryItem} from "../app/history/item.ts";
import {learnHabits} from "../app/persona/habits.ts";
import {splitMix} from "../app/text/random.ts";
import {wordsOf} from "../app/text/words.ts";
import {madeAuthor, madeLetter, type MadeAuthor} from "./everyday.ts";
import {cutBody, letterOf} from "./letters.ts";

interface Record_ { set: string; author: string; title: string | null; body: string; message: string | null; split: string; code: boolean; stranger: boolean; date: number | null }
/** `quiet`: the answer carries no loss, as nothing before it leads to its manner */
export interface Turn { readonly user: string; readonly answer: string; readonly quiet?: boolean }

const {values: options, positionals} = parseArgs({allowPositionals: true, options: {tokens: {type: "string", default: "6000000"}, seed: {type: "string", default: "1"}}});
const [recordsFile, modelFile, out] = positionals as [string, string, string];
const random = splitMix(Number(options.seed));
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const chance = (share: number): boolean => random() < share;

/** characters */
const limits = {letter: 800, message: 700, article: 1100, exampleArticle: 500, continuation: 700};
const longestSequence = 720;

/** shares of the sequences */
const shares: Readonly<Record<string, number>> = {everyday: 0.22, revision: 0.06, aeslc: 0.26, r_mail: 0.14, ilugc: 0.1, senate_press: 0.12, digitalgov: 0.03, f18: 0.015, acl_titles: 0.025, congress_press: 0.03};
const letterKinds = ["email", "email", "email", "email", "subject", "continue"] as const;
const listKinds = ["email", "email", "reply", "reply", "subject", "continue"] as const;

export function letterTurn(record: Record_, kind: "email" | "reply", style: NoteStyle | null, isPlain = false): Turn | null {
    const {to, greeting, body: whole, signOff} = letterOf(record.body, record.set);
    const body = cutBody(whole, limits.letter);
    if (body.length < 20) return null;
    const noteStyle = style ?? pick(["asked", "asked", "asked", "phrase", "phrase", "keywords", "clause"] as const);
    const notes = reverseNotes(body, {style: noteStyle, name: to, random: isPlain ? () => 0 : random});
    if (notes.length === 0 || notes.length > 9) return null;
    const isCut = body !== whole;
    const signed = signOff !== null && !isCut && signOff.length < 60 && (isPlain || chance(0.85));
    const greeted = greeting !== null && (to !== null || /^(?:hi|hello|hey)\b/iu.test(greeting));
    const answer = [greeted ? greeting : "", body, signed ? signOff : ""].filter(Boolean).join("\n\n");
    const brief: Brief = {
        kind, ...(to !== null && greeted && {to}), ...(record.title !== null && (isPlain || chance(0.75)) && {subject: record.title}),
        notes: notes.join("\n"), ...(kind === "reply" && {message: cutBody(record.message ?? "", limits.message)}),
    };
    return {user: userTurn(brief, {signature: signed ? signOff.replace(/\s*\n\s*/g, " ") : null, words: !isPlain && chance(0.2) ? wordsOf(answer).length : null}), answer};
}

function subjectTurn(record: Record_, limit: number): Turn | null {
    if (record.title === null || record.title.length < 4) return null;
    const text = cutBody(letterOf(record.body, record.set).body, limit);
    return text.length < 40 ? null : {user: userTurn({kind: "subject", text}), answer: record.title.replace(/^(?:re|fw|fwd|aw):\s*/iu, "").replace(/\s+/g, " ").trim()};
}

function headlineTurn(record: Record_, limit: number, isPlain = false): Turn | null {
    if (record.title === null || record.title.length < 8) return null;
    const text = record.body.slice(0, limit * 1.2).trim();
    const cut = cutBody(text, limit) || text.slice(0, limit);
    const answer = record.title.replace(/\s+/g, " ").trim();
    return {user: userTurn({kind: "headline", text: cut}, {words: !isPlain && chance(0.15) ? wordsOf(answer).length : null}), answer};
}

function continueTurn(record: Record_, isPlain = false): Turn | null {
    const text = cutBody(letterOf(record.body, record.set).body, limits.continuation);
    const at = Math.floor(text.length * (0.15 + random() * 0.4));
    const space = text.indexOf(" ", at);
    if (text.length < 120 || space === -1) return null;
    const [beginning, rest] = [text.slice(0, space), text.slice(space + 1)];
    if (rest.length < 30) return null;
    return {user: userTurn({kind: "continue", text: beginning, ...(record.title !== null && (isPlain || chance(0.5)) && {subject: record.title})}), answer: rest.trim()};
}

function turnOf(record: Record_, kind: string, isExample: boolean, isPlain = false): Turn | null {
    switch (kind) {
        case "email": return letterTurn(record, "email", isPlain ? "phrase" : null, isPlain);
        case "reply": return record.message === null ? null : letterTurn(record, "reply", isPlain ? "phrase" : null, isPlain);
        case "subject": return subjectTurn(record, isExample ? limits.exampleArticle : limits.letter);
        case "headline": return headlineTurn(record, isExample ? limits.exampleArticle : limits.article, isPlain);
        default: return continueTurn(record, isPlain);
    }
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

function everydayTurn(author: MadeAuthor): Turn {
    const letter = madeLetter(author, random);
    const greeting = author.greeting(letter.to);
    const signed = author.closing !== "" && chance(0.85);
    const answer = [greeting ?? "", letter.body, signed ? author.closing : ""].filter(Boolean).join("\n\n");
    const brief: Brief = {
        kind: letter.kind, ...(letter.to !== null && {to: letter.to}), ...(chance(0.7) && {subject: letter.subject}), notes: letter.notes.join("\n"),
        ...(letter.message !== null && {message: letter.message}),
    };
    if (chance(0.12)) return {user: userTurn({kind: "subject", text: answer}), answer: letter.subject};
    return {user: userTurn(brief, {signature: signed ? author.closing.replace("\n", " ") : null, words: chance(0.15) ? wordsOf(answer).length : null}), answer};
}

/** The same letter in two registers is a revision of either. */
function revisionPair(): Turn {
    const seed = Math.floor(random() * 2 ** 31);
    const write = (register: 0 | 1 | 2) => madeLetter({...madeAuthor(random), register, lowerCase: false, exclaims: false}, splitMix(seed));
    const [from, to, instructions] = pick([
        [2, 0, ["Make this shorter.", "Make this less formal.", "Say this in plainer words."]], [2, 1, ["Say this in plainer words.", "Make this shorter.", "Make this a little less formal."]],
        [0, 2, ["Make this more formal.", "Make this more polite.", "Make this a little longer."]], [0, 1, ["Make this a little longer.", "Make this more polite."]], [1, 2, ["Make this more formal.", "Make this a little longer."]],
    ] as const);
    // the drawn names and things depend on the seed alone; what differs is the wording
    return {user: revisionTurn(pick(instructions), write(from).body), answer: write(to).body};
}

const llama = await getLlama({gpu: false, build: "never", skipDownload: true, maxThreads: 1, progressLogs: false});
const model = await llama.loadModel({modelPath: modelFile, vocabOnly: true});
const ids = (text: string): number[] => model.tokenize(text, false) as number[];
const [start] = model.tokenize("<|im_start|>", true) as number[];
const [end] = model.tokenize("<|im_end|>", true) as number[];
const newline = ids("\n");

function sequence(system: string, turns: readonly Turn[]): {tokens: number[]; loss: number[]} {
    const tokens: number[] = [];
    const loss: number[] = [];
    const add = (added: readonly number[], carries: boolean): void => { for (const token of added) { tokens.push(token); loss.push(carries ? 1 : 0); } };
    add([start as number, ...ids(`system\n${system}`), end as number, ...newline], false);
    for (const {user, answer, quiet} of turns) {
        add([start as number, ...ids(`user\n${user}`), end as number, ...newline, start as number, ...ids("assistant\n")], false);
        add([...ids(answer), end as number], quiet !== true);
        add(newline, false);
    }
    return {tokens, loss};
}

const byAuthor = new Map<string, Map<string, Record_[]>>();
const validation = new Map<string, Record_[]>();
for await (const line of createInterface({input: createReadStream(recordsFile)})) {
    const record = JSON.parse(line) as Record_;
    record.title = record.title?.replace(/^(?:\s*(?:\[[^\]]{1,24}\]|re:|fw:|fwd:|aw:|sv:)\s*)+/iu, "").replace(/\s+/g, " ").trim() || null;
    if (record.code || /=[0-9A-F]{2}\b|= ?\n/.test(record.body.slice(0, 800)) || /[^\p{ASCII}\p{L}\p{P}\p{S}\s]/u.test(record.body.slice(0, 500)) || (record.body.match(/<url>|<email>|<phone>/g) ?? []).length > 2) continue;
    if (record.split === "validation") { validation.set(record.set, [...(validation.get(record.set) ?? []), record]); continue; }
    if (record.stranger) continue;
    const authors = byAuthor.get(record.set) ?? new Map<string, Record_[]>();
    byAuthor.set(record.set, authors);
    const list = authors.get(record.author) ?? [];
    authors.set(record.author, list);
    list.push(record);
}
// an author is drawn by the square root of their number of texts, so that a few do not fill the training
const drawable = new Map([...byAuthor].map(([set, authors]) => [set, [...authors.values()].flatMap((list) => Array.from({length: Math.ceil(Math.sqrt(list.length))}, () => list))]));

function systemFor(records: readonly Record_[], kind: string, turns: readonly Turn[]): string {
    const lines = [systemText];
    if (records.length >= 5 && chance(0.15)) {
        const items = records.slice(0, 40).map((record, index) => ({
            id: String(index), kind: kind === "headline" ? "headline" : "email", title: record.title, text: letterText(record), path: "", date: null,
        }) as unknown as HistoryItem);
        lines.push(profileSentences(learnHabits(items, kind === "headline" || kind === "subject" ? kind : "email")));
    }
    if (chance(0.1)) {
        const all = turns.map(({answer}) => answer).join("\n");
        const rules = [
            !all.includes("!") ? "Never use exclamation marks." : "", !/\w['’](?:t|s|re|ve|ll|m)\b/.test(all) ? "No contractions." : "",
            !/[–—]|--/.test(all) ? "No dashes." : "", !all.includes(";") ? "No semicolons." : "",
            `At most ${Math.ceil((Math.max(...turns.map(({answer}) => wordsOf(answer).length)) + 4) / 5) * 5} words.`,
        ].filter(Boolean);
        const kept = rules.filter(() => chance(0.5));
        if (kept.length > 0) lines.push(`These rules come first:\n${kept.map((rule) => `- ${rule}`).join("\n")}`);
    }
    return lines.join("\n\n");
}

function letterText(record: Record_): string {
    const {greeting, body, signOff} = letterOf(record.body, record.set);
    return [greeting, body, signOff].filter(Boolean).join("\n\n");
}

function makeSequence(): {tokens: number[]; loss: number[]} | null {
    let draw = random() * Object.values(shares).reduce((sum, share) => sum + share, 0);
    const set = Object.keys(shares).find((name) => (draw -= shares[name] as number) < 0) ?? "everyday";
    const count = pick([1, 1, 2, 2, 3, 4]);
    if (set === "revision") return sequence(systemText, Array.from({length: pick([1, 2])}, revisionPair));
    if (set === "everyday") {
        const author = madeAuthor(random);
        const turns = Array.from({length: count + 1}, () => everydayTurn(author));
        return sequence(systemFor([], "email", turns), turns);
    }
    const records = pick(drawable.get(set) ?? []);
    const kind = kindFor(set);
    const turns: Turn[] = [];
    for (let tries = 0; turns.length < count && tries < count * 3; tries++) {
        const turn = turnOf(pick(records), kind, count > 1);
        if (turn !== null && !turns.some(({answer}) => answer === turn.answer)) turns.push(turn);
    }
    // capitals throughout are learned from examples only
    if (turns.length > 0 && shouts((turns[0] as Turn).answer)) turns[0] = {...turns[0] as Turn, quiet: true};
    if (turns.every(({quiet}) => quiet)) return null;
    for (; turns.length > 0; turns.pop()) {
        const made = sequence(systemFor(records, kind, turns), turns);
        if (made.tokens.length <= longestSequence) return made;
    }
    return null;
}

mkdirSync(out, {recursive: true});
const all: {tokens: number[]; loss: number[]}[] = [];
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
    senate_press: ["headline"], digitalgov: ["headline"], f18: ["headline"], aeslc: ["email", "subject", "continue"], r_mail: ["email", "reply", "subject", "continue"], ilugc: ["email", "reply", "subject", "continue"],
};
for (const [set, kinds] of Object.entries(kindsOf)) for (const kind of kinds) for (let n = 0, tries = 0; n < 24 && tries < 5000; tries++) {
    const turn = turnOf(pick(validation.get(set) ?? []), kind, false, true);
    if (turn === null || turn.answer.length > 900 || shouts(turn.answer)) continue;
    const {tokens, loss} = sequence(systemText, [turn]);
    if (tokens.length > longestSequence) continue;
    measured.push({set, kind, tokens, loss, characters: turn.answer.length, ...turn});
    n++;
}
writeFileSync(`${out}/validation.json`, JSON.stringify(measured));
console.log(`${measured.length} validation pairs`);
const show = (made: {tokens: number[]}): string => model.detokenize(made.tokens as never, true);
writeFileSync(`${out}/look.txt`, all.slice(0, 60).map(show).join("\n=======\n"));
await llama.dispose();
