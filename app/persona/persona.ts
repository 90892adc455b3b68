import type {Brief} from "../brief/brief.ts";
import type {Kind} from "../brief/kind.ts";
import type {History} from "../history/history.ts";
import type {HistoryItem} from "../history/item.ts";
import {attentionWeights, personaVectors, type EncodedHistory} from "./aggregate.ts";
import {briefEncoderText} from "./encoder-text.ts";
import type {Encoder} from "./encoder.ts";
import {HabitCollector, isLineKind, type Habits} from "./habits.ts";
import {topInfluences, type Influence} from "./influences.ts";
import {matchDraft, type HabitComparison} from "./match.ts";
import type {Plug} from "./plug.ts";
import {projectHidden} from "./projector.ts";
import {Rows} from "./rows.ts";
import {measureTilt, tiltScores, type Tilt, type TiltMeasures} from "./tilt.ts";
import {matchScoreOf, type VoiceScore} from "./voice-meter/score.ts";

/** The persona for one brief. */
export interface BriefPersona {
    /** P_α, (K, D), row-major; P̄ if nothing is encoded yet */
    readonly vectors: Float32Array;
    /** number of encoded items */
    readonly items: number;
    /** largest weight first */
    readonly influences: readonly Influence[];
}

export interface PersonaOptions {
    /** α; default 1 */
    readonly strength?: number;
    /** default input-aware; mean: every item alike */
    readonly aggregation?: "input-aware" | "mean";
    /** number of influences to return; default 8 */
    readonly influences?: number;
    /** moves the persona within the user's own range; default 0 and 0 */
    readonly tilt?: Tilt;
    /** a text that determines the items' weights instead of the brief, e.g. a draft the user liked */
    readonly like?: string | null;
}

/** The voice meter over the same history. */
export interface VoiceScorer {
    /** @param notes what the text was asked to say, or null */
    score(text: string, notes: string | null): Promise<VoiceScore>;
}

/** How much a draft is in the user's voice. */
export interface VoiceMatch {
    /** 0 to 1: the voice meter's position; null if it gives none; `voice` has the reason */
    readonly score: number | null;
    readonly voice: VoiceScore | null;
    /** the user's habits compared with the draft's, as an explanation, the most different ones first */
    readonly habits: readonly HabitComparison[];
}

/** data computed for one revision of the library */
interface ItemsAndHabits {
    readonly revision: number;
    readonly items: readonly HistoryItem[];
    readonly habits: Map<Kind | null, Promise<Habits>>;
    tilt: TiltMeasures | null;
}

/** rows projected between two yields to the event loop: a few ms of work */
const rowsAtOnce = 32;
/** items whose habits are read between two yields */
const itemsAtOnce = 50;
const namedInfluences = 8;

/**
 * The user's persona: the encoded history with its hidden activations, kept up to date with the library, and the habits.
 * Everything is computed at first use and again only after the library has changed; unchanged items are not projected again.
 */
export class Persona {
    readonly #history: History;
    readonly #encoder: Encoder;
    readonly #pause: () => Promise<void>;
    readonly #scorer: () => VoiceScorer | null;
    #encoded: {readonly plug: Plug; readonly revision: number; readonly history: EncodedHistory} | null = null;
    #encoding: Promise<unknown> = Promise.resolve();
    #items: ItemsAndHabits | null = null;

    /**
     * @param pause yields to the event loop: called every few ms while a large history is projected
     * @param scorer the voice meter, if there is one
     */
    constructor(history: History, encoder: Encoder, pause: () => Promise<void>, scorer: () => VoiceScorer | null = () => null) {
        this.#history = history;
        this.#encoder = encoder;
        this.#pause = pause;
        this.#scorer = scorer;
    }

    /** P for a brief. For an empty brief all items have equal scores. */
    async forBrief(plug: Plug, brief: Brief, options: PersonaOptions = {}, signal?: AbortSignal): Promise<BriefPersona> {
        const history = await this.encodedHistory(plug, signal);
        const aware = (options.aggregation ?? "input-aware") === "input-aware";
        const text = options.like ?? briefEncoderText(brief);
        const query = aware && text.trim() !== "" ? await this.#encoder.encode([text], signal) : null;
        const weights = attentionWeights(plug, history, query, await this.#tilt(history, options.tilt));
        return {
            vectors: personaVectors(plug, history, weights, options.strength ?? 1),
            items: history.ids.length,
            influences: topInfluences(history.ids, weights, options.influences ?? namedInfluences)
        };
    }

    /** All encoded items with their hidden activations, current with the library. */
    async encodedHistory(plug: Plug, signal?: AbortSignal): Promise<EncodedHistory> {
        // one projection at a time: a second caller uses the first one's result
        const turn = this.#encoding.catch(() => undefined).then(() => this.#encodeHistory(plug, signal));
        this.#encoding = turn;
        return turn;
    }

    /** The habits of a kind of writing, current with the library. */
    async habits(kind: Kind | null): Promise<Habits> {
        const {items, habits} = await this.#currentItems();
        const known = habits.get(kind) ?? this.#learnHabits(items, kind);
        habits.set(kind, known);
        return known;
    }

    /**
     * How much a draft sounds like the user. Titles and subject lines are too short for a score.
     * @param notes what the draft was asked to say
     */
    async match(text: string, kind: Kind, notes: string | null = null): Promise<VoiceMatch> {
        const {habits} = matchDraft(text, kind, await this.habits(kind));
        const voice = isLineKind(kind) ? null : ((await this.#scorer()?.score(text, notes)) ?? null);
        return {score: voice === null ? null : matchScoreOf(voice), voice, habits};
    }

    /** The history's items, current with the library. */
    async items(): Promise<readonly HistoryItem[]> {
        return (await this.#currentItems()).items;
    }

    /** Scores for the sliders, by row of the history; null if they are in the middle. */
    async #tilt({ids}: EncodedHistory, tilt: Tilt | undefined): Promise<Float32Array | null> {
        if (tilt === undefined || (tilt.length === 0 && tilt.warmth === 0)) return null;
        const current = await this.#currentItems();
        current.tilt ??= measureTilt(current.items);
        const scores = tiltScores(current.tilt, tilt);
        const rows = new Map(current.items.map(({id}, row) => [id, row]));
        return Float32Array.from(ids, (id) => scores[rows.get(id) ?? -1] ?? 0);
    }

    async #learnHabits(items: readonly HistoryItem[], kind: Kind | null): Promise<Habits> {
        const collector = new HabitCollector(kind);
        for (const [i, item] of items.entries()) {
            collector.add(item);
            if (i % itemsAtOnce === itemsAtOnce - 1) await this.#pause();
        }
        return collector.habits();
    }

    async #currentItems(): Promise<ItemsAndHabits> {
        const {revision} = this.#history;
        if (this.#items?.revision !== revision) this.#items = {revision, items: await this.#history.items(), habits: new Map(), tilt: null};
        return this.#items;
    }

    async #encodeHistory(plug: Plug, signal: AbortSignal | undefined): Promise<EncodedHistory> {
        const {revision} = this.#history;
        const known = this.#encoded?.plug === plug ? this.#encoded : null;
        if (known?.revision === revision) return known.history;
        const {ids, weights, matrix: data} = await this.#history.vectors();
        const matrix = Rows.from(data, plug.encoder.size);
        const history = {ids, weights, matrix, hidden: await this.#projectRows(plug, ids, matrix, known?.history ?? null, signal)};
        this.#encoded = {plug, revision, history};
        return history;
    }

    async #projectRows(
        plug: Plug,
        ids: readonly string[],
        matrix: Rows,
        known: EncodedHistory | null,
        signal: AbortSignal | undefined
    ): Promise<Rows> {
        const hidden = new Rows(ids.length, plug.hidden);
        const knownRows = new Map(known?.ids.map((id, row) => [id, row]));
        let projected = 0;
        for (const [row, id] of ids.entries()) {
            const knownRow = knownRows.get(id);
            // an item's id comes from its content, so its vector and activations are unchanged
            if (known !== null && knownRow !== undefined) {
                hidden.row(row).set(known.hidden.row(knownRow));
                continue;
            }
            projectHidden(plug, matrix.row(row), hidden.row(row));
            if (++projected % rowsAtOnce === 0) {
                await this.#pause();
                signal?.throwIfAborted();
            }
        }
        return hidden;
    }
}
