/** The user's pairs as training examples: prompts as drafting would build them, with the user's own answers. */
import {chooseFormat} from "../../app/drafting/format/choose-format.ts";
import {noParts} from "../../app/drafting/format/format.ts";
import {searchText} from "../../app/drafting/examples.ts";
import {saidNotes} from "../../app/drafting/note-coverage.ts";
import {usualSampling} from "../../app/drafting/drafting.ts";
import {bm25} from "../../app/evaluation/bm25.ts";
import {trainingExample} from "./trainer-request.ts";
import type {Engine, ModelInfo, Prompt, PromptAdapter} from "../../app/drafting/engine.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import type {OwnPair} from "../../app/training/own-pairs.ts";
import type {TrainingExample} from "./trainer-request.ts";

/** Contents of a prompt besides the brief. Left out: none. */
export interface VoiceParts {
    /** rows of n_embd values */
    readonly vectors?: readonly Float32Array[] | null;
    readonly adapter?: PromptAdapter | null;
    /** number of earlier texts as examples, nearest by words */
    readonly examples?: number;
}

/** Content of drafts compared with their briefs. */
export interface Content {
    readonly drafts: number;
    readonly notes: number;
    /** notes that are mentioned */
    readonly said: number;
    /** drafts that reached the model's end token */
    readonly ended: number;
}

/** positions of an example at most; longer ones are left out rather than cut inside a prompt */
const LONGEST_EXAMPLE = 700;
/** every n-th text also has an earlier one as an example, as `tuned+retrieval` will have */
const EXAMPLE_EVERY = 4;
/** a draft for a brief with a real answer may take this many times the answer's tokens, plus a constant */
const DRAFT_ROOM = {times: 1.5, more: 24} as const;

export class VoiceExamples {
    readonly #engine: Engine;
    readonly #model: ModelInfo;
    readonly #items: ReadonlyMap<string, HistoryItem>;
    readonly #train: readonly OwnPair[];

    /** @param train pairs that examples in a prompt may be taken from */
    constructor(engine: Engine, model: ModelInfo, items: readonly HistoryItem[], train: readonly OwnPair[]) {
        this.#engine = engine;
        this.#model = model;
        this.#items = new Map(items.map((item) => [item.id, item]));
        this.#train = train;
    }

    /** @param k number of vectors that the prompts reserve a place for; 0: none */
    async training(k: number, keptOut: readonly OwnPair[], signal?: AbortSignal): Promise<TrainingExample[]> {
        const vectors = k === 0 ? null : Array.from({length: k}, () => new Float32Array(this.#model.nEmbd));
        const examples: TrainingExample[] = [];
        for (const [index, pair] of [...this.#train, ...keptOut].entries()) {
            signal?.throwIfAborted();
            const heldOut = index >= this.#train.length;
            const prompt = await this.prompt(pair, {vectors, examples: !heldOut && index % EXAMPLE_EVERY === 1 ? 1 : 0});
            const {prompt: ids, text} = await this.#engine.encode(prompt, pair.answer);
            if (ids.length + text.length <= LONGEST_EXAMPLE)
                examples.push(trainingExample(ids, pair.isWhole ? text : text.slice(0, -1), {heldOut, weight: pair.weight}));
        }
        return examples;
    }

    /** Nats and tokens of each pair's answer, end token included, measured by the engine. */
    async losses(
        pairs: readonly OwnPair[],
        parts: VoiceParts,
        signal?: AbortSignal
    ): Promise<{readonly nll: number; readonly tokens: number}[]> {
        const losses = [];
        for (const pair of pairs) losses.push(await this.#engine.score(await this.prompt(pair, parts), pair.answer, signal));
        return losses;
    }

    /** Nats a token on all pairs together. */
    async loss(pairs: readonly OwnPair[], parts: VoiceParts, signal?: AbortSignal): Promise<number> {
        const losses = await this.losses(pairs, parts, signal);
        return losses.reduce((sum, {nll}) => sum + nll, 0) / losses.reduce((sum, {tokens}) => sum + tokens, 0);
    }

    /** Drafts each letter's brief once with greedy sampling, and checks its notes. */
    async content(pairs: readonly OwnPair[], parts: VoiceParts, signal?: AbortSignal): Promise<Content> {
        let [drafts, notes, said, ended] = [0, 0, 0, 0];
        const format = chooseFormat(this.#model);
        for (const pair of pairs) {
            if (pair.brief.notes === undefined) continue;
            const maxTokens = Math.round(DRAFT_ROOM.times * (await this.#engine.countTokens(pair.answer))) + DRAFT_ROOM.more;
            const sampling = {...usualSampling(format, pair.brief), temperature: 0, maxTokens};
            for await (const event of this.#engine.draft({prompt: await this.prompt(pair, parts), seeds: [1], sampling}, signal)) {
                if (event.type === "token") continue;
                signal?.throwIfAborted();
                const checked = saidNotes(format.finish(event.text, pair.brief, event.reason === "stop"), pair.brief.notes);
                drafts++;
                notes += checked.length;
                said += checked.filter((note) => note.said).length;
                ended += Number(event.reason === "stop");
            }
        }
        return {drafts, notes, said, ended};
    }

    async prompt(pair: OwnPair, {vectors = null, adapter = null, examples = 0}: VoiceParts): Promise<Prompt> {
        const {
            brief,
            options: {signature = null, words = null}
        } = pair;
        const format = chooseFormat(this.#model);
        const joined = vectors === null ? null : Float32Array.from(vectors.flatMap((vector) => [...vector]));
        const parts = {...noParts, vectors: joined, slot: format.personaSlot, examples: this.#similar(pair, examples), signature, words};
        const {prompt} = await format.build(brief, parts, this.#engine);
        return adapter === null ? prompt : {...prompt, adapter};
    }

    /** The nearest texts by words among those of the same kind and before this one, the best one last. */
    #similar(pair: OwnPair, count: number): readonly HistoryItem[] {
        if (count === 0) return [];
        const earlier = this.#train.filter(
            ({group, brief, time}) => group !== pair.group && brief.kind === pair.brief.kind && (time ?? 0) <= (pair.time ?? 0)
        );
        const best = bm25(
            earlier.map(({answer}) => answer),
            searchText(pair.brief),
            count
        );
        return best.flatMap((row) => this.#items.get(earlier[row]?.id ?? "") ?? []).toReversed();
    }
}

/** Initial vectors: the model's embeddings of the user's own words, shape (k, n_embd). */
export async function startRows(
    engine: Engine,
    {nEmbd}: Pick<ModelInfo, "nEmbd">,
    k: number,
    train: readonly OwnPair[]
): Promise<Float32Array[]> {
    const whole = train.filter(({brief}) => brief.kind !== "subject" && brief.kind !== "headline");
    const text = [...whole, ...train]
        .slice(0, 8)
        .map(({answer}) => answer)
        .join("\n\n");
    const rows = await engine.inputRows(text);
    const known = Math.max(1, Math.floor(rows.length / nEmbd));
    return Array.from({length: k}, (_, index) => rows.slice((index % known) * nEmbd, ((index % known) + 1) * nEmbd));
}
