import type {HistoryItem} from "../../history/item.ts";
import {gramsOfBody} from "./character-view.ts";
import {CharacterMeter} from "./character-meter.ts";
import {KnownSentences} from "./copied-runs.ts";
import {leastContent, notesContent, repeatsNotes} from "./content.ts";
import {Frames} from "./frames.ts";
import {GrammarMeter, readableLimit, tokensOf, type Likelihood} from "./grammar-meter.ts";
import {languageOf} from "./language.ts";
import {countWords} from "./mask.ts";
import {bodyOf, decodeSentences, encodeSentences, type Population} from "./population.ts";
import {leastTexts, leastTextWords, obstacleSentence, type VoiceObstacle, type VoiceScore} from "./score.ts";
import {say} from "../../sentences/sentence.ts";

/** A population, or for a language without one only its function words. */
export type VoiceLanguage = Pick<Population, "language" | "functionWords"> &
    Partial<Pick<Population, "vocabulary" | "authors" | "version">>;

/** The meter's data of a text, as stored: the grammar's tokens and the keys of its runs, from which the text cannot be restored. */
export interface StoredText {
    readonly id: string;
    readonly sentences: string;
    readonly runs: Float64Array;
    readonly words: number;
}

export type MeterItem = Pick<HistoryItem, "id" | "text" | "message" | "weight">;

const noPause = async () => undefined;
const charactersNote = say("meter.characters");
const confidence = 1.96;
/** minimum words for detecting that a text is not prose */
const leastReadableWords = 20;

/**
 * Measures how much a text sounds like the user, in a falsifiable way: the likelihood of its grammar under the user's texts compared with
 * other people's (LambdaG), guards against known manipulations, and no score if there is too little data.
 */
export class VoiceMeter {
    readonly #words: ReadonlyMap<string, ReadonlySet<string>>;
    readonly #grammars = new Map<string, GrammarMeter>();
    readonly #characters = new Map<string, CharacterMeter>();
    readonly #frames = new Frames();
    readonly #sentences = new KnownSentences();
    readonly #items = new Map<string, {readonly language: string; readonly text: string}>();

    constructor(languages: readonly VoiceLanguage[]) {
        this.#words = new Map(languages.map(({language, functionWords}) => [language, functionWords]));
        for (const each of languages) if (isPopulation(each)) this.#grammars.set(each.language, new GrammarMeter(each));
    }

    get size(): number {
        return this.#items.size;
    }

    has(id: string): boolean {
        return this.#items.has(id);
    }

    ids(): readonly string[] {
        return [...this.#items.keys()];
    }

    /**
     * Adds a text; texts learned from drafts (weight below 1) are left out, or the meter would measure the model.
     * @param stored the result of `stored` for the same id and population: saves the tokenising
     */
    add(item: MeterItem, stored: StoredText | null = null): void {
        if (this.#items.has(item.id) || item.weight < 1) return;
        const language = languageOf(item.text, this.#words);
        this.#items.set(item.id, {language, text: item.text});
        this.#frames.add(item.text);
        this.#sentences.add(bodyOf(item.text));
        const grammar = this.#grammars.get(language);
        if (grammar === undefined) this.#characterMeter(language).add(item.id, bodyOf(item.text), item.message);
        else
            grammar.add(
                item.id,
                stored === null
                    ? grammar.prepare(item.text)
                    : {
                          sentences: decodeSentences(stored.sentences),
                          grams: gramsOfBody(bodyOf(item.text)),
                          runs: [...stored.runs],
                          words: stored.words
                      }
            );
    }

    remove(id: string): void {
        const item = this.#items.get(id);
        if (item === undefined) return;
        this.#items.delete(id);
        this.#frames.remove(item.text);
        this.#sentences.remove(bodyOf(item.text));
        this.#grammars.get(item.language)?.remove(id);
        this.#characters.get(item.language)?.remove(id);
    }

    /** The data to store of a text, or null for a language without a population. */
    stored(id: string): StoredText | null {
        const text = this.#grammars.get(this.#items.get(id)?.language ?? "")?.text(id);
        if (text === undefined) return null;
        return {id, sentences: encodeSentences(text.sentences), runs: Float64Array.from(text.runs), words: text.words};
    }

    /**
     * Scores a text. The first call after the history has grown by a tenth recalibrates, which takes some hundred ms in steps.
     * @param notes what the text was asked to say: it must be there, in other words
     * @param pause yields to the event loop
     */
    async score(text: string, notes: string | null = null, pause: () => Promise<void> = noPause): Promise<VoiceScore> {
        const language = languageOf(text, this.#words);
        const grammar = this.#grammars.get(language);
        const whole = bodyOf(text);
        // another author's letter between the author's own first and last lines is still another author's
        const body = this.#sentences.without(whole);
        const content = notes === null ? {kept: null, missing: []} : notesContent(notes, text, this.#words.get(language) ?? new Set());
        const meter = grammar ?? this.#characterMeter(language);
        const base = {
            method: grammar === undefined ? "characters" : "grammar",
            language,
            words: countWords(body),
            texts: meter.size,
            ...this.#frames.score(text),
            note: grammar === undefined && countWords(body) >= leastTextWords ? charactersNote : null,
            contentKept: content.kept,
            position: null,
            ci95: null,
            obstacle: null,
            reason: null
        } as const;
        const fail = (obstacle: VoiceObstacle, detail: string | number = ""): VoiceScore => ({
            ...base,
            obstacle,
            reason: obstacleSentence(obstacle, detail)
        });
        if (content.kept !== null && content.kept < leastContent) return fail("notes-missing", content.missing.slice(0, 6).join(", "));
        if (notes !== null && repeatsNotes(notes, whole)) return fail("notes-repeated");
        const copied = meter.copied.find(whole);
        if (copied !== null) return fail("copied-from-history", copied);
        if (base.words < leastReadableWords) return fail("text-too-short", base.words);
        if (meter.size < leastTexts) return fail("history-too-small", meter.size);
        if (!(meter instanceof GrammarMeter)) {
            return base.words < leastTextWords ? fail("text-too-short", base.words) : characterScore(meter, body, base, fail);
        }
        const calibration = await meter.calibrate(pause);
        const evidence = meter.evidence([body]);
        const {sentences} = evidence;
        if (meter.readability(sentences) > readableLimit(calibration, tokensOf(sentences))) return fail("unreadable");
        if (base.words < leastTextWords) return fail("text-too-short", base.words);
        if (calibration.own <= calibration.others) return fail("no-difference");
        const {lambda, tokens} = meter.likelihood(evidence);
        const scale = 100 / (calibration.own - calibration.others);
        const position = scale * (lambda - calibration.others);
        const half = scale * confidence * Math.sqrt(calibration.variance / Math.max(1, tokens));
        return {...base, position, ci95: [position - half, position + half]};
    }

    /**
     * λ of several texts together and where it stands, without guards and minimums; null where the language has no population or
     * the user's texts do not differ from it.
     */
    async together(
        texts: readonly string[],
        language = "en"
    ): Promise<{readonly likelihood: Likelihood; readonly position: number} | null> {
        const meter = this.#grammars.get(language);
        if (meter === undefined || meter.size === 0) return null;
        const {own, others} = await meter.calibrate(noPause);
        const likelihood = meter.likelihood(meter.evidence(texts.map(bodyOf)));
        if (own <= others || likelihood.tokens === 0) return null;
        return {likelihood, position: (100 * (likelihood.lambda - others)) / (own - others)};
    }

    #characterMeter(language: string): CharacterMeter {
        const known = this.#characters.get(language) ?? new CharacterMeter();
        this.#characters.set(language, known);
        return known;
    }
}

function characterScore(
    meter: CharacterMeter,
    body: string,
    base: Omit<VoiceScore, "position" | "ci95">,
    fail: (obstacle: VoiceObstacle, detail?: number) => VoiceScore
): VoiceScore {
    if (meter.messages < leastTexts) return fail("no-population", meter.messages);
    const score = meter.score(body);
    if (score === null) return fail("no-difference");
    const half = confidence * score.spread;
    return {...base, position: score.position, ci95: [score.position - half, score.position + half]};
}

function isPopulation(language: VoiceLanguage): language is Population {
    return language.authors !== undefined && language.authors.length > 0;
}
