/** Trains a persona on the user's own texts, with the product's own prompts, and stores it where drafting finds it. */
import {createHash} from "node:crypto";
import {rm} from "node:fs/promises";
import path from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {vectorsAt} from "../../app/persona/tuned-persona.ts";
import {ownPairs} from "../../app/training/own-pairs.ts";
import {splitPairs} from "../../app/training/split.ts";
import {ContentGuard, NotKept} from "./content-guard.ts";
import {FinishedTraining} from "./finished-training.ts";
import {
    Checkpoint,
    makeFolderFor,
    moveAdapter,
    nameAdapter,
    personaFile,
    removeOtherAdapters,
    unnamedAdapter,
    writePersona
} from "./persona-files.ts";
import {trainPersona} from "./train-persona.ts";
import {startRows, VoiceExamples} from "./voice-examples.ts";
import type {Engine, ModelInfo} from "../../app/drafting/engine.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import type {TunedPersona} from "../../app/persona/tuned-persona.ts";
import type {OwnPair} from "../../app/training/own-pairs.ts";
import type {Cipher} from "../store/cipher.ts";
import type {PersonaTraining, TrainedPersona, TrainingProgress} from "./train-persona.ts";
import type {TrainingExample, TrainingSchedule, WeightFormat} from "./trainer-request.ts";

export interface VoiceTraining {
    readonly items: readonly HistoryItem[];
    /** whether the items are the library's, so that the persona becomes stale with them */
    readonly fromLibrary: boolean;
    /** with the persona's model loaded */
    readonly engine: Engine;
    readonly home: string;
    /** home for the persona and for the state of an interrupted training */
    readonly cipher: Cipher | null;
    /** default: where drafting looks for it; another file is not encrypted */
    readonly file?: string;
    /** also train a LoRA, for the strategies `lora`; doubles the time */
    readonly lora?: boolean;
    readonly threads?: number;
    /** default: by the number of texts */
    readonly vectors?: number;
    /** initial vectors, in place of `vectors`; default: the model's embeddings of the user's own words */
    readonly start?: readonly Float32Array[];
    readonly schedule?: TrainingSchedule;
    /** default `auto`: the fastest on this machine */
    readonly weights?: WeightFormat;
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
    /** nats a token on the kept-out texts, by the drafting engine: without vectors, with the initial ones, with the trained ones */
    readonly none: number;
    readonly start: number;
    readonly tuned: number;
    /** none − tuned */
    readonly gain: number;
    /** share of the way from the start to the trained vectors that the content of drafts allowed: 1, 0.75 or 0.5 */
    readonly share: number;
    /** notes of the kept-out letters that drafts mention, without the persona and with it; null: there are no notes */
    readonly content: TunedPersona["content"];
    /** null: none was requested, or `loraRefusal` says why it was not kept */
    readonly lora: {readonly file: string; readonly tuned: number; readonly scale: number} | null;
    readonly loraRefusal: string | null;
    readonly seconds: number;
    readonly tokensPerSecond: number | null;
    readonly steps: number;
    readonly file: string;
}

/** fewer texts say too little about somebody's writing, and leave none to measure on */
export const leastTexts = 8;
/** newest pairs that are trained on: more take longer than they improve */
const mostPairs = 240;

/**
 * Trains, measures on the kept-out texts and writes the persona's file. After an abort or a kill the state stays in the home; the same call
 * resumes it.
 * @throws {UserError} if there are fewer than eight texts, the model takes no vectors or cannot be trained, memory or disk space runs out,
 * or the trained persona is no better than none on the kept-out texts; an older persona's file is then unchanged
 */
export async function* trainVoice(training: VoiceTraining, signal?: AbortSignal): AsyncGenerator<VoiceProgress, VoiceResult> {
    const started = performance.now();
    const {home} = training;
    const chosen = chooseTexts(training);
    const {model, k, train, keptOut, texts} = chosen;
    yield {type: "texts", texts, keptOut: keptOut.length, vectors: k};

    const {maker, examples, start} = await makeExamples(training, chosen, signal);
    const file = training.file ?? personaFile(home, model.sha256);
    // a separate file is for use elsewhere
    const cipher = training.file === undefined ? training.cipher : null;
    const common = trainerOptions(training, model);
    const whole = {...common, examples, start};
    const finished = new FinishedTraining(training, model.sha256, whole);
    let trained = await finished.read();
    if (trained === null) {
        trained = yield* withCheckpoint(new Checkpoint(training, model.sha256), whole, signal);
        await finished.write(trained);
    }

    yield {type: "measure"};
    const none = await maker.loss(keptOut, {}, signal);
    const atStart = await maker.loss(keptOut, {vectors: start}, signal);
    const guard = new ContentGuard(maker, keptOut, none);
    const reached = trained.vectors;
    const kept = await guard
        .choose("persona", (share) => ({vectors: vectorsAt({vectors: reached, start}, share)}), signal)
        .catch(async (error: unknown) => {
            // measured completely: nothing is left to resume
            if (error instanceof NotKept) await finished.remove();
            throw error;
        });
    const vectors = kept.parts.vectors!;
    const persona: TunedPersona = {
        vectors,
        start,
        modelSha256: model.sha256,
        modelName: model.name,
        ...historyOf([...train, ...keptOut], training.fromLibrary),
        heldOut: {texts: keptOut.length, before: none, after: kept.loss, instruction: null},
        content: kept.content,
        adapter: null,
        trainedAt: new Date().toISOString()
    };
    // before the LoRA, whose training doubles the time
    await writePersona(file, persona, cipher);
    await removeOtherAdapters(training, persona);
    let lora: VoiceResult["lora"] = null,
        loraRefusal: string | null = null;
    if (training.lora === true) {
        ({lora, loraRefusal} = yield* trainLora(training, {maker, guard, common, model, keptOut}, signal));
        if (lora !== null) {
            const withLora = {...persona, adapter: {file: path.basename(lora.file), scale: lora.scale, after: lora.tuned}};
            await writePersona(file, withLora, cipher);
            await removeOtherAdapters(training, withLora);
        }
    }
    await finished.remove();
    return {
        model: model.name,
        k,
        texts,
        pairs: train.length,
        keptOut: keptOut.length,
        none,
        start: atStart,
        tuned: kept.loss,
        gain: none - kept.loss,
        share: kept.share,
        content: kept.content,
        lora,
        loraRefusal,
        seconds: (performance.now() - started) / 1000,
        tokensPerSecond: trained.stepTokensPerSecond,
        steps: trained.steps,
        file
    };
}

/** What the trainings of the vectors and of the LoRA have in common. */
type TrainerOptions = Pick<PersonaTraining, "model" | "threads" | "weights" | "schedule" | "checkpointSeconds">;

function trainerOptions({threads, weights, schedule, checkpointSeconds}: VoiceTraining, model: Pick<ModelInfo, "path">): TrainerOptions {
    return {
        model: model.path,
        ...(threads != null && {threads}),
        ...(weights != null && {weights}),
        ...(schedule != null && {schedule}),
        ...(checkpointSeconds != null && {checkpointSeconds})
    };
}

export interface ChosenTexts {
    readonly model: ModelInfo;
    /** number of vectors */
    readonly k: number;
    /** the user's own texts, without those learned from drafts */
    readonly own: readonly HistoryItem[];
    readonly train: readonly OwnPair[];
    readonly keptOut: readonly OwnPair[];
    /** texts that are trained on */
    readonly texts: number;
}

/**
 * Inputs of a training.
 * @throws {UserError} if there are fewer than eight texts, no model is loaded, or it takes no vectors
 */
export function chooseTexts(training: Pick<VoiceTraining, "items" | "engine" | "vectors" | "start">): ChosenTexts {
    const {engine, items} = training;
    const model = engine.model;
    if (model === null) throw new UserError(say("engine.no-model"));
    if (model.plugRefusal !== null) throw new UserError(model.plugRefusal);
    const own = items.filter(({weight}) => weight >= 1);
    // not the clock: a training that is resumed next week must be the same one
    const newest = Math.max(0, ...own.map(({date}) => (date === null ? 0 : Date.parse(date) || 0)));
    const {train: all, keptOut} = splitPairs(ownPairs(own, newest));
    const train = newestPairs(all);
    const texts = new Set(train.map(({id}) => id)).size;
    const total = texts + new Set(keptOut.map(({id}) => id)).size;
    if (total < leastTexts || train.length === 0 || keptOut.length === 0)
        throw new UserError(say("training.few-texts", {total, least: leastTexts}));
    return {model, k: training.start?.length ?? training.vectors ?? (total < 20 ? 8 : total <= 100 ? 16 : 32), own, train, keptOut, texts};
}

/** The examples and initial vectors of a training, and the builder of its prompts. */
export async function makeExamples(
    {engine, start}: Pick<VoiceTraining, "engine" | "start">,
    {model, k, own, train, keptOut}: ChosenTexts,
    signal?: AbortSignal
): Promise<{readonly maker: VoiceExamples; readonly examples: readonly TrainingExample[]; readonly start: readonly Float32Array[]}> {
    const maker = new VoiceExamples(engine, model, own, train);
    return {maker, examples: await maker.training(k, keptOut, signal), start: start ?? (await startRows(engine, model, k, train))};
}

/**
 * A LoRA alone, without vectors, in a separate file, which is moved beside the persona's if that is outside of the home. If it does not
 * help, the vectors are still kept.
 */
async function* trainLora(
    training: VoiceTraining,
    {
        maker,
        guard,
        common,
        model: {sha256},
        keptOut
    }: {
        readonly maker: VoiceExamples;
        readonly guard: ContentGuard;
        readonly common: TrainerOptions;
        readonly model: Pick<ModelInfo, "sha256">;
        readonly keptOut: readonly OwnPair[];
    },
    signal: AbortSignal | undefined
): AsyncGenerator<VoiceProgress, Pick<VoiceResult, "lora" | "loraRefusal">> {
    const {home, file} = training;
    const unnamed = unnamedAdapter(home, sha256);
    await makeFolderFor(unnamed);
    const examples = await maker.training(0, keptOut, signal);
    yield* withCheckpoint(new Checkpoint(training, sha256, "LoRA"), {...common, examples, start: [], lora: {file: unnamed}}, signal);
    yield {type: "measure"};
    // measured where the engine may read it
    const adapter = await nameAdapter(home, sha256, file === undefined ? "lora" : "elsewhere");
    try {
        const {share, loss} = await guard.choose("LoRA", (scale) => ({adapter: {file: adapter, scale}}), signal);
        return {
            lora: {file: file === undefined ? adapter : await moveAdapter(adapter, file), tuned: loss, scale: share},
            loraRefusal: null
        };
    } catch (error) {
        await rm(adapter, {force: true});
        if (!(error instanceof NotKept)) throw error;
        return {lora: null, loraRefusal: error.message};
    }
}

async function* withCheckpoint(
    checkpoint: Checkpoint,
    training: PersonaTraining,
    signal: AbortSignal | undefined
): AsyncGenerator<VoiceProgress, TrainedPersona> {
    await checkpoint.open();
    const running = trainPersona({...training, checkpoint: checkpoint.working}, signal);
    try {
        for (;;) {
            const {done, value} = await running.next();
            if (done === true) return value;
            if (value.type === "checkpoint") await checkpoint.saved();
            else yield value;
        }
    } finally {
        // a consumer that stops iterating stops the trainer
        await running.return(undefined as never).catch(() => undefined);
        await checkpoint.close();
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
