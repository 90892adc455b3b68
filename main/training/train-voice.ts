/** Trains a persona on the user's own texts, in the product's own prompts, and keeps it where drafting finds it. */
import {createHash} from "node:crypto";
import {mkdir} from "node:fs/promises";
import path from "node:path";
import {chooseFormat, noParts} from "../../app/drafting/format/format.ts";
import {searchText} from "../../app/drafting/examples.ts";
import {UserError} from "../../app/errors.ts";
import {bm25} from "../../app/evaluation/bm25.ts";
import {ownPairs} from "../../app/training/own-pairs.ts";
import {splitPairs} from "../../app/training/split.ts";
import {checkpointFile, personaFile, writePersona, writing} from "./persona-files.ts";
import {trainPersona} from "./train-persona.ts";
import {trainingExample} from "./trainer-request.ts";
import type {Engine, ModelInfo, Prompt} from "../../app/drafting/engine.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import type {TunedPersona} from "../../app/persona/tuned-persona.ts";
import type {OwnPair} from "../../app/training/own-pairs.ts";
import type {TrainedPersona, TrainingProgress} from "./train-persona.ts";
import type {TrainingExample, TrainingSchedule} from "./trainer-request.ts";

export interface VoiceTraining {
    readonly items: readonly HistoryItem[];
    /** are the items those of the library, so that the persona goes stale with them? */
    readonly fromLibrary: boolean;
    /** with the model loaded that the persona is for */
    readonly engine: Engine;
    readonly home: string;
    /** default: where drafting looks for it */
    readonly file?: string;
    /** train a LoRA besides and write it here, as a GGUF adapter */
    readonly adapter?: string;
    readonly threads?: number;
    /** default: by the number of texts */
    readonly vectors?: number;
    readonly schedule?: TrainingSchedule;
    readonly checkpointSeconds?: number;
}

export type VoiceProgress =
    | {readonly type: "texts"; readonly texts: number; readonly keptOut: number; readonly vectors: number}
    | Exclude<TrainingProgress, {readonly type: "checkpoint"}>
    | {readonly type: "measure"};

export interface VoiceResult {
    readonly model: string;
    /** number of vectors */
    readonly k: number;
    /** texts and pairs that were trained on, and pairs that were kept out */
    readonly texts: number;
    readonly pairs: number;
    readonly keptOut: number;
    /** nats a token on the kept-out texts, by the engine that drafts: without vectors, with those at the start, with the trained ones */
    readonly none: number;
    readonly start: number;
    readonly tuned: number;
    /** none − tuned */
    readonly gain: number;
    readonly seconds: number;
    readonly tokensPerSecond: number | null;
    readonly steps: number;
    readonly file: string;
}

/** fewer texts tell too little about how somebody writes, and leave nothing to measure on */
export const leastTexts = 8;
/** newest pairs that are trained on: more take longer than they add */
const mostPairs = 240;
/** positions that an example may have; longer ones are left out rather than cut in the middle of a prompt */
const longestExample = 700;

/**
 * Trains, measures on the kept-out texts and writes the persona's file. Aborting or a kill keeps what was reached in the home; the same call goes
 * on from there.
 * @throws {UserError} if there are fewer than eight texts, the model takes no vectors or cannot be trained, memory or disk space runs out, or the
 *     trained persona is no better than none on the kept-out texts; an older persona's file stays as it is
 */
export async function* trainVoice(training: VoiceTraining, signal?: AbortSignal): AsyncGenerator<VoiceProgress, VoiceResult> {
    const started = performance.now();
    const {engine, home} = training;
    const chosen = chooseTexts(training);
    const {model, k, own, train, keptOut, texts} = chosen;
    yield {type: "texts", texts, keptOut: keptOut.length, vectors: k};

    const maker = new ExampleMaker(engine, model, k, own);
    const examples = await maker.examples(train, keptOut, signal);
    const start = await startRows(engine, model, k, train);
    const checkpoint = checkpointFile(home, model.sha256);
    await writing(checkpoint, () => mkdir(path.dirname(checkpoint), {recursive: true, mode: 0o700}));
    const trained = yield* forwarded(trainPersona({
        model: model.path, examples, start, checkpoint,
        ...training.threads != null && {threads: training.threads},
        ...training.schedule != null && {schedule: training.schedule},
        ...training.checkpointSeconds != null && {checkpointSeconds: training.checkpointSeconds},
        ...training.adapter != null && {lora: {file: training.adapter}}
    }, signal));

    yield {type: "measure"};
    const none = await maker.loss(keptOut, null, signal);
    const atStart = await maker.loss(keptOut, start, signal);
    // llama.cpp holds no LoRA here: with one, the trainer's own figure is the only one
    const tuned = training.adapter != null ? trained.bestHeldOut ?? atStart : await maker.loss(keptOut, trained.vectors, signal);
    if (tuned >= none)
        throw new UserError(
            "The trained persona predicts texts of yours that it has not seen no better than the model does without it, so it was not kept."
        );
    const file = training.file ?? personaFile(home, model.sha256);
    await writePersona(file, {
        vectors: trained.vectors, start, modelSha256: model.sha256, modelName: model.name, ...historyOf([...train, ...keptOut], training.fromLibrary),
        heldOut: {texts: keptOut.length, before: none, after: tuned, instruction: null}, trainedAt: new Date().toISOString()
    });
    return {
        model: model.name, k, texts, pairs: train.length, keptOut: keptOut.length, none, start: atStart, tuned, gain: none - tuned,
        seconds: (performance.now() - started) / 1000, tokensPerSecond: trained.stepTokensPerSecond, steps: trained.steps, file
    };
}

export interface ChosenTexts {
    readonly model: ModelInfo;
    /** number of vectors */
    readonly k: number;
    /** the user's own texts, those learned from drafts left out */
    readonly own: readonly HistoryItem[];
    readonly train: readonly OwnPair[];
    readonly keptOut: readonly OwnPair[];
    /** texts that are trained on */
    readonly texts: number;
}

/**
 * What a training is made of.
 * @throws {UserError} if there are fewer than eight texts, no model is loaded, or it takes no vectors
 */
export function chooseTexts(training: Pick<VoiceTraining, "items" | "engine" | "vectors">): ChosenTexts {
    const {engine, items} = training;
    const model = engine.model;
    if (model === null)
        throw new UserError("No language model is loaded; choose one first.");
    if (model.plugRefusal !== null)
        throw new UserError(model.plugRefusal);
    const own = items.filter(({weight}) => weight >= 1);
    // not the clock: a training that is resumed next week has to be the same one
    const newest = Math.max(0, ...own.map(({date}) => date === null ? 0 : Date.parse(date) || 0));
    const {train: all, keptOut} = splitPairs(ownPairs(own, newest));
    const train = newestPairs(all);
    const texts = new Set(train.map(({id}) => id)).size;
    const total = texts + new Set(keptOut.map(({id}) => id)).size;
    if (total < leastTexts || train.length === 0 || keptOut.length === 0)
        throw new UserError(`There are only ${total} texts of yours to learn from, and ${leastTexts} are needed: add folders with more of them.`);
    return {model, k: training.vectors ?? (total < 20 ? 8 : total <= 100 ? 16 : 32), own, train, keptOut, texts};
}

/** The examples and the start of a training. */
export async function makeExamples(
    engine: Engine, {model, k, own, train, keptOut}: ChosenTexts, signal?: AbortSignal
): Promise<{readonly examples: readonly TrainingExample[]; readonly start: readonly Float32Array[]}> {
    const maker = new ExampleMaker(engine, model, k, own);
    return {examples: await maker.examples(train, keptOut, signal), start: await startRows(engine, model, k, train)};
}

async function* forwarded(running: AsyncGenerator<TrainingProgress, TrainedPersona>): AsyncGenerator<VoiceProgress, TrainedPersona> {
    try {
        for (;;) {
            const {done, value} = await running.next();
            if (done === true)
                return value;
            if (value.type !== "checkpoint")
                yield value;
        }
    } finally {
        // whoever stops listening stops the trainer
        await running.return(undefined as never).catch(() => undefined);
    }
}

function newestPairs(pairs: readonly OwnPair[]): readonly OwnPair[] {
    return pairs.toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0)).slice(0, mostPairs);
}

function historyOf(pairs: readonly OwnPair[], fromLibrary: boolean): Pick<TunedPersona, "historySha256" | "historyCount" | "historyIds"> {
    const ids = [...new Set(pairs.map(({id}) => id))].toSorted();
    const historySha256 = createHash("sha256").update(ids.join("\n")).digest("hex");
    return {historySha256, historyCount: ids.length, historyIds: fromLibrary ? ids : []};
}

/** Training starts from what the model reads for the user's own words, the newest text's first ones. */
async function startRows(engine: Engine, {nEmbd}: ModelInfo, k: number, train: readonly OwnPair[]): Promise<readonly Float32Array[]> {
    const whole = train.filter(({brief}) => brief.kind !== "subject" && brief.kind !== "headline");
    const text = [...whole, ...train].slice(0, 8).map(({answer}) => answer).join("\n\n");
    const rows = await engine.inputRows(text);
    const known = Math.max(1, Math.floor(rows.length / nEmbd));
    return Array.from({length: k}, (_, index) => rows.slice(index % known * nEmbd, (index % known + 1) * nEmbd));
}

/** Prompts as drafting would build them, with the answer that the user gave. */
class ExampleMaker {
    readonly #engine: Engine;
    readonly #model: ModelInfo;
    readonly #place: Float32Array;
    readonly #items: ReadonlyMap<string, HistoryItem>;

    constructor(engine: Engine, model: ModelInfo, k: number, items: readonly HistoryItem[]) {
        this.#engine = engine;
        this.#model = model;
        this.#place = new Float32Array(k * model.nEmbd);
        this.#items = new Map(items.map((item) => [item.id, item]));
    }

    /** Every fourth text also has an earlier one as an example, as `tuned+retrieval` will have. */
    async examples(train: readonly OwnPair[], keptOut: readonly OwnPair[], signal: AbortSignal | undefined): Promise<TrainingExample[]> {
        const examples: TrainingExample[] = [];
        for (const [index, pair] of [...train, ...keptOut].entries()) {
            signal?.throwIfAborted();
            const heldOut = index >= train.length;
            const similar = !heldOut && index % 4 === 1 ? this.#similar(pair, train) : null;
            const prompt = await this.#prompt(pair, this.#place, similar === null ? [] : [similar]);
            const {prompt: ids, text} = await this.#engine.encode(prompt, pair.answer);
            if (ids.length + text.length <= longestExample)
                examples.push(trainingExample(ids, text, {heldOut, weight: pair.weight}));
        }
        return examples;
    }

    /** Nats a token on pairs, measured by the engine, without examples. */
    async loss(pairs: readonly OwnPair[], vectors: readonly Float32Array[] | null, signal: AbortSignal | undefined): Promise<number> {
        let [nll, tokens] = [0, 0];
        const joined = vectors === null ? null : Float32Array.from(vectors.flatMap((vector) => [...vector]));
        for (const pair of pairs) {
            const score = await this.#engine.score(await this.#prompt(pair, joined, []), pair.answer, signal);
            nll += score.nll;
            tokens += score.tokens;
        }
        return nll / tokens;
    }

    /** The text nearest by words among those of the same kind and before this one; null: none */
    #similar(pair: OwnPair, train: readonly OwnPair[]): HistoryItem | null {
        const earlier = train.filter(({group, brief, time}) =>
            group !== pair.group && brief.kind === pair.brief.kind && (time ?? 0) <= (pair.time ?? 0));
        const [best] = bm25(earlier.map(({answer}) => answer), searchText(pair.brief), 1);
        return best === undefined ? null : this.#items.get(earlier[best]?.id ?? "") ?? null;
    }

    async #prompt({brief, options}: OwnPair, vectors: Float32Array | null, examples: readonly HistoryItem[]): Promise<Prompt> {
        const format = chooseFormat(this.#model);
        const {signature = null, words = null} = options;
        const parts = {...noParts, vectors, slot: format.personaSlot, examples, signature, words};
        return (await format.build(brief, parts, this.#engine)).prompt;
    }
}
