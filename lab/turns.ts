/**
 * Turns of a user and an assistant made from real records, in the product's own words; all random choices come from one seeded generator.
 */
import {createReadStream} from "node:fs";
import {createInterface} from "node:readline";
import {getLlama} from "node-llama-cpp";
import {reverseNotes, type NoteStyle} from "../app/brief/reverse-notes.ts";
import type {Brief} from "../app/brief/brief.ts";
import {userTurn} from "../app/drafting/format/turn-text.ts";
import {splitMix} from "../app/text/random.ts";
import {wordsOf} from "../app/text/words.ts";
import {cutBody, letterOf} from "./letters.ts";

/** One line of `records.py`. */
export interface LabRecord {
    set: string;
    author: string;
    title: string | null;
    body: string;
    message: string | null;
    split: string;
    code: boolean;
    /** plug holdout: a training author whose texts the plug is trained on, but not the language model */
    plugHoldout: boolean;
    date: number | null;
}

/** `quiet`: the answer is excluded from the loss, as nothing before it determines its style; `brief`: what the user turn was made from */
export interface Turn {
    readonly user: string;
    readonly answer: string;
    readonly quiet?: boolean;
    readonly brief?: Brief;
}

export let random = splitMix(1);
export function seed(value: number): void {
    random = splitMix(value);
}
export const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
export const chance = (share: number): boolean => random() < share;

/** characters */
const limits = {letter: 800, message: 700, article: 1100, exampleArticle: 500, continuation: 700};

function letterTurn(record: LabRecord, kind: "email" | "reply", style: NoteStyle | null, isPlain = false): Turn | null {
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
        kind,
        ...(to !== null && greeted && {to}),
        ...(record.title !== null && (isPlain || chance(0.75)) && {subject: record.title}),
        notes: notes.join("\n"),
        ...(kind === "reply" && {message: cutBody(record.message ?? "", limits.message)})
    };
    return {
        brief,
        user: userTurn(brief, {
            signature: signed ? signOff.replace(/\s*\n\s*/g, " ") : null,
            words: !isPlain && chance(0.2) ? wordsOf(answer).length : null
        }),
        answer
    };
}

function subjectTurn(record: LabRecord, limit: number): Turn | null {
    if (record.title === null || record.title.length < 4) return null;
    const text = cutBody(letterOf(record.body, record.set).body, limit);
    if (text.length < 40) return null;
    const brief: Brief = {kind: "subject", text};
    return {
        brief,
        user: userTurn(brief),
        answer: record.title
            .replace(/^(?:re|fw|fwd|aw):\s*/iu, "")
            .replace(/\s+/g, " ")
            .trim()
    };
}

function headlineTurn(record: LabRecord, limit: number, isPlain = false): Turn | null {
    if (record.title === null || record.title.length < 8) return null;
    const text = record.body.slice(0, limit * 1.2).trim();
    const cut = cutBody(text, limit) || text.slice(0, limit);
    const answer = record.title.replace(/\s+/g, " ").trim();
    const brief: Brief = {kind: "headline", text: cut};
    return {brief, user: userTurn(brief, {words: !isPlain && chance(0.15) ? wordsOf(answer).length : null}), answer};
}

function continueTurn(record: LabRecord, isPlain = false): Turn | null {
    const text = cutBody(letterOf(record.body, record.set).body, limits.continuation);
    const at = Math.floor(text.length * (0.15 + random() * 0.4));
    const space = text.indexOf(" ", at);
    if (text.length < 120 || space === -1) return null;
    const [beginning, rest] = [text.slice(0, space), text.slice(space + 1)];
    if (rest.length < 30) return null;
    const brief: Brief = {
        kind: "continue",
        text: beginning,
        ...(record.title !== null && (isPlain || chance(0.5)) && {subject: record.title})
    };
    return {brief, user: userTurn(brief), answer: rest.trim()};
}

export function turnOf(record: LabRecord, kind: string, isExample: boolean, isPlain = false): Turn | null {
    switch (kind) {
        case "email":
            return letterTurn(record, "email", isPlain ? "phrase" : null, isPlain);
        case "reply":
            return record.message === null ? null : letterTurn(record, "reply", isPlain ? "phrase" : null, isPlain);
        case "subject":
            return subjectTurn(record, isExample ? limits.exampleArticle : limits.letter);
        case "headline":
            return headlineTurn(record, isExample ? limits.exampleArticle : limits.article, isPlain);
        default:
            return continueTurn(record, isPlain);
    }
}

/** Records that are suitable for training, with list names and reply marks removed from titles. */
export async function* readRecords(file: string): AsyncGenerator<LabRecord> {
    for await (const line of createInterface({input: createReadStream(file)})) {
        const record = JSON.parse(line) as LabRecord;
        if (record.plugHoldout === undefined) throw new Error(`${file} has no field plugHoldout: write it again with lab/records.py`);
        record.title =
            record.title
                ?.replace(/^(?:\s*(?:\[[^\]]{1,24}\]|re:|fw:|fwd:|aw:|sv:)\s*)+/iu, "")
                .replace(/\s+/g, " ")
                .trim() || null;
        const isEncoded =
            /=[0-9A-F]{2}\b|= ?\n/.test(record.body.slice(0, 800)) || /[^\p{ASCII}\p{L}\p{P}\p{S}\s]/u.test(record.body.slice(0, 500));
        if (!record.code && !isEncoded && (record.body.match(/<url>|<email>|<phone>/g) ?? []).length <= 2) yield record;
    }
}

/** The turns of a chat as the model's own tokens: ChatML, as its template renders them. */
export async function openTokenizer(modelFile: string) {
    const llama = await getLlama({gpu: false, build: "never", skipDownload: true, maxThreads: 1, progressLogs: false});
    const model = await llama.loadModel({modelPath: modelFile, vocabOnly: true});
    const ids = (text: string): number[] => model.tokenize(text, false) as number[];
    const [start, end] = ["<|im_start|>", "<|im_end|>"].map((mark) => (model.tokenize(mark, true) as number[])[0] as number) as [
        number,
        number
    ];
    const newline = ids("\n");
    return {
        /** where the system turn's content begins: the place of persona vectors */
        slot: 1 + ids("system\n").length,
        sequence(system: string, turns: readonly Turn[]): {tokens: number[]; loss: number[]} {
            const tokens: number[] = [];
            const loss: number[] = [];
            const add = (added: readonly number[], carries: boolean): void => {
                for (const token of added) {
                    tokens.push(token);
                    loss.push(carries ? 1 : 0);
                }
            };
            add([start, ...ids(`system\n${system}`), end, ...newline], false);
            for (const {user, answer, quiet} of turns) {
                add([start, ...ids(`user\n${user}`), end, ...newline, start, ...ids("assistant\n")], false);
                add([...ids(answer), end], quiet !== true);
                add(newline, false);
            }
            return {tokens, loss};
        },
        text: (tokens: readonly number[]): string => model.detokenize(tokens as never, true),
        dispose: () => llama.dispose()
    };
}
