import {appendFileSync, existsSync, readFileSync} from "node:fs";
import {parseArgs} from "node:util";
import {fileURLToPath} from "node:url";
import type {Brief} from "../app/brief/brief.ts";
import {reverseNotes} from "../app/brief/reverse-notes.ts";
import {defaultStrategy} from "../app/drafting/default-strategy.ts";
import type {DraftingParts} from "../app/drafting/draft-request.ts";
import {draft, type Draft} from "../app/drafting/drafting.ts";
import {candidateSeeds} from "../app/drafting/review.ts";
import {strategies, strategyParts, type Strategy} from "../app/drafting/strategy.ts";
import {Profiles} from "../app/evaluation/profile.ts";
import type {History} from "../app/history/history.ts";
import type {HistoryItem} from "../app/history/item.ts";
import {Persona} from "../app/persona/persona.ts";
import {Recipients} from "../app/persona/recipients.ts";
import {splitMix} from "../app/text/random.ts";
import {wordsOf} from "../app/text/words.ts";
import {letterOf} from "../lab/letters.ts";
import {openVoice} from "../main/evaluation/open-voice.ts";
import {embeddedModel} from "../main/models/manifest.ts";
import type {Encoder} from "../app/persona/encoder.ts";

/*
 * Drafts of real people's mails by every strategy, written as the program writes them, for `bench/voice-drafts-report.ts`, which scores
 * them:
 *
 *     node lab/records.py … && node bench/voice-drafts.ts --records RECORDS.jsonl --panza panza.jsonl --out DRAFTS.jsonl [--minutes 20]
 *         [--model FILE] [--plug FILE]
 *
 * Authors are validation authors and Panza's three: their first texts are the history, later mails the briefs, as neutral notes. Writes one
 * JSON line a draft until `--minutes` of CPU time are used up; called again with the same file it goes on where it ended. Brief by brief,
 * and within a brief author by author from all collections in turn: every strategy, and for the first two briefs five further candidates by
 * the default strategy.
 */

const {values} = parseArgs({
    options: {
        records: {type: "string"},
        panza: {type: "string"},
        out: {type: "string"},
        minutes: {type: "string", default: "20"},
        model: {type: "string"},
        plug: {type: "string"},
        authors: {type: "string", default: "20"},
        briefs: {type: "string", default: "5"},
        history: {type: "string", default: "40"}
    }
});
if (values.records === undefined || values.panza === undefined || values.out === undefined)
    throw new Error("--records, --panza and --out are needed: see the head of this file");

interface Source {
    set: string;
    author: string;
    title: string | null;
    body: string;
    date: number | string | null;
    split?: string;
    code?: boolean;
}
interface Author {
    readonly set: string;
    readonly author: string;
    readonly history: readonly HistoryItem[];
    readonly briefs: readonly Brief[];
    readonly real: readonly string[];
}
/** One line of the file. */
export interface WrittenDraft {
    readonly model: string;
    readonly set: string;
    readonly author: string;
    readonly brief: number;
    readonly notes: string;
    readonly strategy: Strategy;
    /** 0: the first candidate; further ones by other seeds */
    readonly candidate: number;
    readonly text: string;
    /** unsupported facts, and missing notes */
    readonly unsupported: number;
    readonly missingNotes: number;
    /** CPU time of the whole draft, in ms */
    readonly ms: number;
    readonly tokens: number;
    /** the author's real mail */
    readonly real: string;
    readonly history: readonly string[];
}

const out = values.out;
const candidates = 6;
const historySize = Number(values.history);
const [fewestWords, mostWords] = [45, 110];
/** authors of each collection */
const shares = {panza: 3, aeslc: 5, r_mail: 6, ilugc: 6};

const authors = readAuthors();
const voice = await openVoice(
    {
        home: "",
        engine: "in-process",
        threads: 1,
        ...(values.model === undefined ? {} : {model: values.model}),
        ...(values.plug === undefined ? {} : {plug: values.plug})
    },
    1,
    new AbortController().signal
);
try {
    await writeAll();
} finally {
    await voice.dispose();
}

function readAuthors(): readonly Author[] {
    const lines = (file: string): Source[] =>
        readFileSync(file, "utf8")
            .split("\n")
            .filter(Boolean)
            .map((line) => JSON.parse(line) as Source);
    const records = lines(values.records as string).filter(({split, code}) => split === "validation" && code !== true);
    const panza = lines(values.panza as string).map((line) => ({...line, set: "panza", body: (line as unknown as {text: string}).text}));
    const most = Math.ceil(Number(values.authors) / 20);
    const sets = Object.entries(shares).map(([set, count]) =>
        [
            ...Map.groupBy(
                [...records, ...panza].filter((each) => each.set === set),
                ({author}) => author
            )
        ]
            .flatMap(([author, texts]) => authorOf(set, author, texts))
            .slice(0, count * most)
    );
    const inTurn = Array.from({length: Math.max(...sets.map((set) => set.length))}, (_, i) =>
        sets.flatMap((set) => set.slice(i, i + 1))
    ).flat();
    return inTurn.slice(0, Number(values.authors));
}

/** Null if the author has too few mails of a suitable length after the history. */
function authorOf(set: string, author: string, sources: readonly Source[]): readonly Author[] {
    const inOrder = sources
        .filter(({body}) => wordsOf(body).length >= 20)
        .toSorted((a, b) => (Date.parse(String(a.date)) || Number(a.date) || 0) - (Date.parse(String(b.date)) || Number(b.date) || 0));
    const history = inOrder.slice(0, historySize).map(({title, body}, i): HistoryItem => ({
        id: `${author}-${i}`,
        kind: "email",
        title,
        text: body,
        message: null,
        to: [],
        date: null,
        path: `${i}.txt`,
        weight: 1
    }));
    const random = splitMix(3);
    const later = inOrder
        .slice(historySize)
        .flatMap((source) => {
            const {to, body} = letterOf(source.body, set);
            const words = wordsOf(body).length;
            if (words < fewestWords || words > mostWords || /<\w+>|[{}$\\]|=\d\d/.test(body)) return [];
            const notes = reverseNotes(body, {style: "asked", name: to, random});
            return notes.length === 0 || notes.length > 7
                ? []
                : [
                      {
                          brief: {
                              kind: "email",
                              notes: notes.join("; "),
                              ...(to === null ? {} : {to}),
                              ...(source.title === null ? {} : {subject: source.title})
                          } as Brief,
                          real: source.body
                      }
                  ];
        })
        .slice(0, Number(values.briefs));
    return later.length < Number(values.briefs)
        ? []
        : [{set, author, history, briefs: later.map(({brief}) => brief), real: later.map(({real}) => real)}];
}

async function writeAll(): Promise<void> {
    const model = voice.model.sha256.slice(0, 16);
    const done = new Set(
        existsSync(out)
            ? readFileSync(out, "utf8")
                  .split("\n")
                  .filter(Boolean)
                  .map((line) => keyOf(JSON.parse(line) as WrittenDraft))
            : []
    );
    const able = strategies.filter((strategy) => {
        const needs = strategyParts(strategy);
        return (
            strategy !== "shuffled" &&
            !needs.tuned &&
            !needs.lora &&
            !/-1$/.test(strategy) &&
            (voice.plug !== null || (needs.persona === null && needs.instruction === null))
        );
    });
    const parts = new Map<Author, DraftingParts>();
    const began = process.cpuUsage();
    const used = () => cpuMs(began) / 60_000;
    const usual = defaultStrategy({
        kind: "email",
        plug: voice.plug,
        plugRefusal: voice.plugRefusal,
        tuned: null,
        texts: historySize
    }).strategy;
    const rounds = Array.from({length: Number(values.briefs)}, (_, brief) =>
        authors.flatMap((author) => [
            ...able.map((strategy) => ({author, brief, strategy, candidate: 0})),
            ...Array.from({length: brief > 1 ? 0 : candidates - 1}, (_, i) => ({author, brief, strategy: usual, candidate: i + 1}))
        ])
    ).flat();
    console.log(`${authors.length} authors, ${able.join(", ")}: ${rounds.length} drafts, ${done.size} there`);
    for (const {author, brief: number, strategy, candidate} of rounds) {
        if (used() > Number(values.minutes)) break;
        const brief = author.briefs[number] as Brief;
        const row = {model, set: author.set, author: author.author, brief: number, strategy, candidate};
        if (done.has(keyOf(row))) continue;
        const own = parts.get(author) ?? (await partsOf(author));
        parts.set(author, own);
        const started = process.cpuUsage();
        const {text, unsupported, missingNotes, tokens} = await write(own, brief, strategy, candidate);
        const written: WrittenDraft = {
            ...row,
            notes: brief.notes ?? "",
            text,
            unsupported: unsupported.length,
            missingNotes: missingNotes.length,
            ms: cpuMs(started),
            tokens,
            real: author.real[number] as string,
            history: author.history.map(({text: learned}) => learned)
        };
        appendFileSync(out, `${JSON.stringify(written)}\n`);
    }
    console.log(`${used().toFixed(1)} CPU minutes`);
}

/** The first candidate of `draft` for a seed: without other candidates, so that each of them is scored. */
async function write(parts: DraftingParts, brief: Brief, strategy: Strategy, candidate: number): Promise<Draft> {
    for await (const event of draft(parts, {brief, strategy, seeds: [candidateSeeds(1, candidates)[candidate] as number], candidates: 1}))
        if (event.type === "end") return event.result;
    throw new Error("no draft came");
}

async function partsOf({history}: Author): Promise<DraftingParts> {
    const {encoder, model, plug, plugRefusal} = voice;
    const texts = new Map<string, Float32Array>();
    const vectors = {size: encoder.size, vector: async (text: string) => texts.get(text) ?? encodeOne(encoder, texts, text)};
    const examples = new Profiles(vectors).examples(history);
    const memory: History = {
        size: history.length,
        revision: 1,
        items: async () => history,
        item: async (id) => history.find((item) => item.id === id) ?? null,
        search: async (query, k) => (await examples.search(query, k)).map((id) => ({id, score: 1})),
        vectors: async () => {
            const {encoderText} = await import("../app/persona/encoder-text.ts");
            const rows = await Promise.all(history.map((item) => vectors.vector(encoderText(item))));
            const matrix = new Float32Array(rows.length * encoder.size);
            rows.forEach((row, i) => matrix.set(row, i * encoder.size));
            return {ids: history.map(({id}) => id), weights: new Float32Array(history.length).fill(1), matrix};
        }
    };
    const recipients = new Recipients(history, []);
    const modelSampling = values.model === undefined ? embeddedModel(fileURLToPath(new URL("../resources", import.meta.url))).sampling : {};
    return {
        engine: voice.engines[0] as DraftingParts["engine"],
        model,
        plug,
        plugRefusal,
        persona: new Persona(memory, encoder, async () => undefined),
        history: memory,
        examples,
        modelSampling,
        towards: (to) => recipients.addressFor(to)
    };
}

async function encodeOne(encoder: Encoder, known: Map<string, Float32Array>, text: string): Promise<Float32Array> {
    const vector = await encoder.encode([text]);
    known.set(text, vector);
    return vector;
}

function cpuMs(since: NodeJS.CpuUsage): number {
    const {user, system} = process.cpuUsage(since);
    return (user + system) / 1000;
}

function keyOf({
    model,
    author,
    brief,
    strategy,
    candidate
}: Pick<WrittenDraft, "model" | "author" | "brief" | "strategy" | "candidate">): string {
    return JSON.stringify([model, author, brief, strategy, candidate]);
}
