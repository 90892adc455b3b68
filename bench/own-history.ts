import {appendFile, mkdir, readFile, writeFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {parseArgs} from "node:util";
import {strategyParts, type Strategy} from "../app/drafting/strategy.ts";
import {UserError} from "../app/errors.ts";
import type {HistoryItem} from "../app/history/item.ts";
import {parseTunedPersona, vectorsAt, type TunedPersona} from "../app/persona/tuned-persona.ts";
import {ownPairs, type OwnPair} from "../app/training/own-pairs.ts";
import {splitPairs} from "../app/training/split.ts";
import {LlamaEngine} from "../main/engine/llama-engine.ts";
import {trainPersona} from "../main/training/train-persona.ts";
import {trainVoice, type VoiceTraining} from "../main/training/train-voice.ts";
import {startRows, VoiceExamples, type VoiceParts} from "../main/training/voice-examples.ts";
import {readAuthors, sets, type Author, type AuthorFiles} from "./own-history-authors.ts";
import {draftLetters, type DraftParts} from "./own-history-drafts.ts";
import {tables, type Result} from "./own-history-report.ts";

/*
 * Gain of a persona trained on one person's texts by the product's own training, for people whose texts the model was not trained on:
 *
 *     python lab/records.py DATA records.jsonl && xz -dc DATA/panza.jsonl.xz > panza.jsonl
 *     node bench/own-history.ts --records records.jsonl --panza panza.jsonl --out FOLDER [--authors 20] [--cells base,lora,...]
 *         [--minutes 600]
 *
 * Of each person the newest threads (--kept 12 pairs) are held out from all training; the --history 40 texts before them are the
 * history, which `trainVoice` splits once more for itself. One line of results for each person and cell is appended to
 * FOLDER/results.jsonl; the same command goes on where it was, and prints the tables of what there is (FOLDER/table.md). Cells, smallest
 * first:
 *
 *     base          K = 16 from own text; measured: none, tuned, tuned + 1 example, 2 and 4 examples
 *     other         the vectors of another person of the same collection
 *     drafts        drafts of ten kept-out letters by --strategies (lora and lora+retrieval after the cell `lora`): notes, facts, end, the
 *         voice meter's position of the ten together and of the author's own; FOLDER/drafts/*.md
 *     instruction   the same number of vectors trained on many others' texts
 *     strength      tuned at 0.5, 0.75, 1.25, 1.5
 *     lora          LoRA of rank 4, alone and with 1 example
 *     k4 k8 k32     other numbers of vectors
 *     h10 h20 h100  other lengths of history
 *     from-instruction   started from the instruction's vectors
 *     guidance      writes FOLDER/guidance/*.json for `lab/guidance.py`: the held-out texts' tokens and the persona of `base`
 *
 * With the model that ships a cell of 40 short mails takes one to four minutes of one free core.
 */
const {values} = parseArgs({
    options: {
        records: {type: "string"},
        panza: {type: "string"},
        out: {type: "string"},
        model: {type: "string"},
        authors: {type: "string", default: "20"},
        cells: {type: "string", default: "base,other,drafts,instruction,strength,lora,both,k4,k8,k32,h10,h20,h100,from-instruction"},
        only: {type: "string"},
        history: {type: "string", default: "40"},
        kept: {type: "string", default: "12"},
        longest: {type: "string", default: "600"},
        vectors: {type: "string", default: "16"},
        minutes: {type: "string", default: "600"},
        threads: {type: "string", default: "1"},
        candidates: {type: "string", default: "3"},
        strategies: {type: "string", default: "none,profile+retrieval,tuned,tuned+retrieval"},
        tables: {type: "boolean", default: false}
    }
});
const need = (name: "records" | "panza" | "out"): string => {
    const value = values[name];
    if (value === undefined) throw new Error(`--${name} is missing`);
    return resolve(value);
};
const [history, keptPairs, longest, K, threads] = [values.history, values.kept, values.longest, values.vectors, values.threads].map(
    Number
) as [number, number, number, number, number];
const until = performance.now() + Number(values.minutes) * 60_000;
const out = need("out");
const resultsFile = join(out, "results.jsonl");
await mkdir(join(out, "personas"), {recursive: true});
const results: Result[] = (await readFile(resultsFile, "utf8").catch(() => ""))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Result);
if (!values.tables) await measure();
const text = tables(results);
await writeFile(join(out, "table.md"), text);
console.log(text);

function files(): AuthorFiles {
    return {records: need("records"), panza: need("panza"), longest};
}

async function measure(): Promise<void> {
    const authors = await chooseAuthors();
    const engine = new LlamaEngine({threads, gpu: false, hashCache: join(out, "model-hashes.json")});
    const model = await engine.load(
        resolve(values.model ?? fileURLToPath(new URL("../resources/models/idiolect-small-00001-of-00003.gguf", import.meta.url)))
    );
    const cells = values.cells.split(",");
    try {
        for (const cell of cells)
            for (const author of authors) {
                if (performance.now() > until) return;
                if (results.some((result) => result.cell === cell && result.author === author.name && result.set === author.set)) continue;
                const {train, keptOut, items} = splitOf(author);
                if (needsHistory(cell) > items.length) continue;
                const maker = new VoiceExamples(engine, model, items, train);
                const started = performance.now();
                const done = await runCell(cell, author, {engine, model, maker, keptOut, items, others: authors}).catch(
                    (error: unknown) => {
                        if (!(error instanceof UserError)) throw error;
                        return {refusal: error.message};
                    }
                );
                if (done === null) continue;
                const result: Result = {set: author.set, author: author.name, cell, ...done, seconds: (performance.now() - started) / 1000};
                results.push(result);
                await appendFile(resultsFile, `${JSON.stringify(result)}\n`);
                console.error(JSON.stringify(result));
            }
    } finally {
        await engine.dispose();
    }
}

interface CellParts {
    readonly engine: LlamaEngine;
    readonly model: NonNullable<LlamaEngine["model"]>;
    readonly maker: VoiceExamples;
    readonly keptOut: readonly OwnPair[];
    /** the history, oldest first */
    readonly items: readonly HistoryItem[];
    readonly others: readonly Author[];
}

function needsHistory(cell: string): number {
    return /^h\d+$/.test(cell) ? Number(cell.slice(1)) : 0;
}

async function runCell(cell: string, author: Author, parts: CellParts): Promise<Partial<Result> | null> {
    const {engine, maker, keptOut, items, others} = parts;
    const loss = (voice: VoiceParts): Promise<number> => maker.loss(keptOut, voice);
    const newest = items.slice(-history);
    switch (cell) {
        case "base": {
            const share = await train(author, cell, {engine, items: newest, vectors: K});
            const vectors = (await persona(author, "base")).vectors;
            const losses: Record<string, number> = {
                none: await loss({}),
                tuned: await loss({vectors}),
                "tuned + 1 example": await loss({vectors, examples: 1}),
                "2 examples": await loss({examples: 2}),
                "4 examples": await loss({examples: 4})
            };
            return {losses, share};
        }
        case "other": {
            const [other] = others.filter(
                ({set, name}) =>
                    set === author.set &&
                    name !== author.name &&
                    results.some((result) => result.cell === "base" && result.author === name && result.refusal === undefined)
            );
            return other === undefined ? null : {losses: {other: await loss({vectors: (await persona(other, "base")).vectors})}};
        }
        case "strength": {
            const trained = await persona(author, "base");
            const losses: Record<string, number> = {};
            for (const strength of [0, 0.5, 0.75, 1, 1.25, 1.5])
                losses[String(strength)] = await loss({vectors: vectorsAt(trained, strength)});
            return {losses};
        }
        case "guidance":
            await writeGuidance(author, parts, (await persona(author, "base")).vectors);
            return {losses: {}};
        case "instruction":
            return {losses: {instruction: await loss({vectors: await instruction(parts)})}};
        case "lora": {
            await train(author, cell, {engine, items: newest, vectors: 1, lora: true});
            const lora = await loraOf(author);
            if (lora === null) return {refusal: "no LoRA was kept"};
            const {adapter} = lora;
            return {losses: {lora: await loss({adapter}), "lora + 1 example": await loss({adapter, examples: 1})}, share: adapter.scale};
        }
        case "both": {
            // the vectors and the LoRA, each of its own training, in one prompt
            const lora = await loraOf(author);
            if (lora === null) return null;
            const {vectors} = await persona(author, "base");
            return {losses: {"tuned and lora": await loss({adapter: lora.adapter, vectors})}};
        }
        case "drafts": {
            const sums = await draftLetters(await draftParts(author, parts));
            return sums === null ? null : {drafts: sums};
        }
        default: {
            const number = Number(/^[kh](\d+)$/.exec(cell)?.[1]);
            const training = cell.startsWith("k")
                ? {items: newest, vectors: number}
                : cell.startsWith("h")
                  ? {items: items.slice(-number), vectors: K}
                  : {items: newest, start: await instruction(parts)};
            const share = await train(author, cell, {engine, ...training});
            return {losses: {[cell]: await loss({vectors: (await persona(author, cell)).vectors})}, share};
        }
    }
}

/** The tokens of each held-out text after its prompt, with -1, -2, … for vectors and without vectors. */
async function writeGuidance(author: Author, {engine, maker, keptOut}: CellParts, vectors: readonly Float32Array[]): Promise<void> {
    const texts = [];
    for (const pair of keptOut) {
        const guided = await engine.encode(await maker.prompt(pair, {vectors}), pair.answer);
        const plain = await engine.encode(await maker.prompt(pair, {}), pair.answer);
        texts.push({guided: guided.prompt, plain: plain.prompt, text: guided.text});
    }
    await mkdir(join(out, "guidance"), {recursive: true});
    await writeFile(join(out, "guidance", `${folderName(author)}.json`), JSON.stringify({vectors: vectors.map((row) => [...row]), texts}));
}

function folderName({set, name}: Author): string {
    return `${set}-${name.replace(/\W+/g, "_").slice(0, 24)}`;
}

function fileOf(author: Author, cell: string): string {
    return join(out, "personas", `${folderName(author)}-${cell}.safetensors`);
}

async function persona(author: Author, cell: string) {
    return parseTunedPersona(await readFile(fileOf(author, cell)), cell);
}

/** A person's LoRA and the prompt's part that applies it; null: the training kept none, or the cell `lora` has not been run. */
async function loraOf(
    author: Author
): Promise<{readonly file: NonNullable<TunedPersona["adapter"]>; readonly adapter: NonNullable<VoiceParts["adapter"]>} | null> {
    const file = await persona(author, "lora").then(
        ({adapter}) => adapter,
        () => null
    );
    return file === null ? null : {file, adapter: {file: join(out, "personas", file.file), scale: file.scale}};
}

async function draftParts(author: Author, {model, keptOut, items}: CellParts): Promise<DraftParts> {
    const strategies = values.strategies.split(",") as Strategy[];
    for (const strategy of strategies) strategyParts(strategy);
    const lora = strategies.some((strategy) => strategyParts(strategy).lora) ? await loraOf(author) : null;
    return {
        heading: `${author.set} ${author.name}`,
        history: items.slice(-history),
        letters: keptOut.filter(({brief}) => brief.notes !== undefined).slice(0, 10),
        persona: {
            tuned: await persona(author, "base"),
            lora: lora === null ? null : {adapter: lora.file, folder: join(out, "personas")}
        },
        strategies,
        candidates: Number(values.candidates),
        threads,
        model,
        home: join(out, "homes", folderName(author)),
        report: join(out, "drafts", `${folderName(author)}.md`)
    };
}

/** Runs the product's own training. Returns the share that was kept. */
async function train(author: Author, cell: string, training: Omit<VoiceTraining, "fromLibrary" | "home" | "cipher">): Promise<number> {
    const home = join(out, "work", `${folderName(author)}-${cell}`);
    const running = trainVoice({...training, fromLibrary: false, home, cipher: null, file: fileOf(author, cell), threads});
    for (;;) {
        const {done, value} = await running.next();
        if (done === true) return value.share;
    }
}

/** Instruction vectors: trained on two texts each of many people who are not measured here. */
async function instruction({engine, model}: CellParts): Promise<readonly Float32Array[]> {
    const file = join(out, "instruction.json");
    const known = await readFile(file, "utf8").then(
        (json) => (JSON.parse(json) as number[][]).map((row) => Float32Array.from(row)),
        () => null
    );
    if (known !== null) return known;
    const items = (await readAuthors("train", 3, files())).slice(0, 30).flatMap((author) => author.items.slice(0, 3));
    const pairs = ownPairs(items, Date.now()).slice(0, 100);
    const start = await startRows(engine, model, K, pairs);
    const running = trainPersona({
        model: model.path,
        threads,
        start,
        examples: await new VoiceExamples(engine, model, items, pairs).training(K, [])
    });
    for (;;) {
        const {done, value} = await running.next();
        if (done !== true) continue;
        await writeFile(file, JSON.stringify(value.vectors.map((row) => [...row])));
        return value.vectors;
    }
}

/** Splits a person's texts into history and held-out pairs. */
function splitOf({items}: Author): {
    readonly train: readonly OwnPair[];
    readonly keptOut: readonly OwnPair[];
    readonly items: readonly HistoryItem[];
} {
    const whole = ownPairs(items.slice(-(Math.max(100, history) + 2 * keptPairs)), Date.parse(items.at(-1)?.date ?? "") || 0).filter(
        ({brief}) => brief.kind === "email" || brief.kind === "reply" || brief.kind === "headline"
    );
    const {train, keptOut} = splitPairs(whole, keptPairs);
    const ids = new Set(train.map(({id}) => id));
    const own = items.filter(({id}) => ids.has(id));
    const recent = new Set(own.slice(-history).map(({id}) => id));
    return {train: train.filter(({id}) => recent.has(id)), keptOut: keptOut.slice(-keptPairs), items: own};
}

async function chooseAuthors(): Promise<readonly Author[]> {
    const all = await readAuthors("validation", history + keptPairs + 4, files());
    const only = values.only?.split(",");
    const bySet = new Map(sets.map((set) => [set as string, all.filter((author) => author.set === set)]));
    const turns = Array.from({length: 40}, (_, turn) => sets.flatMap((set) => bySet.get(set)?.[turn] ?? [])).flat();
    const panza = turns.filter(({set}) => set === "panza");
    const rest = turns.filter(({set}) => set !== "panza").slice(0, Number(values.authors));
    const chosen = turns.filter((author) => panza.includes(author) || rest.includes(author));
    return only === undefined ? chosen : only.flatMap((prefix) => chosen.find(({set, name}) => `${set}/${name}`.startsWith(prefix)) ?? []);
}
