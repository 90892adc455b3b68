import type {Brief} from "../brief/brief.ts";
import {shuffle} from "../drafting/examples.ts";
import type {HistoryItem} from "../history/item.ts";
import {encoderText} from "../persona/encoder-text.ts";
import {CharacterGrams, cosine} from "../persona/voice-meter/character-grams.ts";
import {leastTexts, leastTextWords} from "../persona/voice-meter/score.ts";
import {bodyOf} from "../persona/voice-meter/population.ts";
import {countWords} from "../persona/voice-meter/mask.ts";
import {failsGuard} from "../persona/voice-meter/rerank.ts";
import {VoiceMeter, type VoiceLanguage} from "../persona/voice-meter/voice-meter.ts";
import {bootstrapInterval, type Interval} from "./bootstrap.ts";
import {mean} from "../statistics.ts";
import {dot, meanDirection} from "../vectors.ts";
import type {Dataset, Question} from "./lamp.ts";
import type {Answer} from "./run.ts";

/** How much a strategy's drafts sound like their authors: an author's drafts together, then the mean over authors. */
export interface VoiceReport {
    /** voice meter: 0 other people, 100 the author's own kept-back texts; null: no author with enough texts and drafts */
    readonly position: number | null;
    /** of the position, by bootstrap over authors */
    readonly ci95: Interval | null;
    /** share of authors whose drafts are attributed to them by the grammar model */
    readonly attribution: number | null;
    /** attribution by chance: one over the number of authors */
    readonly chance: number | null;
    /** share of drafts that a guard rejects: unreadable, copied from the history, notes missing or repeated */
    readonly guardFailures: number;
    /** share of the notes' content words; null: the questions have no notes */
    readonly contentKept: number | null;
    /** facts per draft that neither brief nor history supports; null: not counted */
    readonly unsupported: number | null;
    /**
     * by character 4-grams (TF-IDF): share of the other authors whose texts are less similar to the drafts; .5 by chance. The meter uses
     * 4-grams too, in another way
     */
    readonly charGrams: number | null;
    /** the same by the persona encoder's vectors, which the meter does not use; null: no encoder */
    readonly encoder: number | null;
}

/** Counts facts (names, dates, sums) of a draft that neither its brief nor the author's greetings and sign-offs support. */
export type UnsupportedFacts = (draft: string, brief: Brief, profile: readonly HistoryItem[]) => number;

/** Additional measurements besides the meter. */
export interface VoiceParts {
    /** left out: not counted */
    readonly unsupportedFacts?: UnsupportedFacts;
    /** vectors of encoder texts; left out: not measured */
    readonly vector?: (text: string) => Promise<Float32Array>;
}

/**
 * Measures the voice of an evaluation's drafts, strategy by strategy. Titles alone are too short: an author's drafts count from 40 words
 * on.
 */
export async function voiceReports(
    dataset: Dataset,
    answers: readonly Answer[],
    languages: readonly VoiceLanguage[],
    seed: number,
    parts: VoiceParts = {}
): Promise<Readonly<Record<string, VoiceReport>>> {
    if (dataset.type !== "text" || answers.every(({prediction}) => prediction === "")) return {};
    const byAuthor = Map.groupBy(answers, ({author}) => author);
    const reports = new Map<string, AuthorVoice[]>();
    const order = shuffle([...byAuthor.keys()], seed);
    const questions = new Map(dataset.questions.map((question) => [question.id, question]));
    for (let start = 0; start < order.length; start += mostRivals) {
        const block = order.slice(start, start + mostRivals);
        for (const voice of await blockVoices(block, byAuthor, questions, languages, parts)) {
            reports.set(voice.strategy, [...(reports.get(voice.strategy) ?? []), voice]);
        }
    }
    return Object.fromEntries([...reports].map(([strategy, voices]) => [strategy, summarize(voices, seed)]));
}

/** maximum number of candidate authors: attribution is quadratic in their number */
const mostRivals = 40;

/** One strategy's drafts for one author. */
interface AuthorVoice {
    readonly strategy: string;
    readonly author: string;
    readonly drafts: readonly string[];
    readonly failures: readonly number[];
    readonly kept: readonly number[];
    readonly unsupported: readonly number[];
    /** null: history or drafts are too short */
    readonly position: number | null;
    /** λ by each author of the block, in the block's order, and the similarity by character grams */
    readonly lambdas: readonly number[];
    readonly likeness: readonly number[];
    /** cosines of encoder vectors, or empty */
    readonly encoded: readonly number[];
    /** the author's index in the block */
    readonly place: number;
}

/** One author at a time, as each one's references take tens of megabytes. */
async function blockVoices(
    block: readonly string[],
    byAuthor: ReadonlyMap<string, readonly Answer[]>,
    questions: ReadonlyMap<string, Question>,
    languages: readonly VoiceLanguage[],
    {unsupportedFacts, vector}: VoiceParts
): Promise<readonly AuthorVoice[]> {
    const histories = block.map((author) => questions.get(byAuthor.get(author)?.[0]?.question ?? "")?.profile ?? []);
    const grams = new CharacterGrams(histories.flatMap((items) => items.map(({text}) => bodyOf(text))));
    const encode = vector === undefined ? null : (texts: readonly string[]) => meanVector(vector, texts);
    const rows = await Promise.all(
        block.flatMap((author, place) =>
            [...Map.groupBy(byAuthor.get(author) ?? [], ({strategy}) => strategy)].map(async ([strategy, answers]) => {
                const drafts = answers.map(({prediction}) => prediction);
                return {
                    strategy,
                    author,
                    place,
                    answers,
                    drafts,
                    vector: grams.vector(drafts.map(bodyOf)),
                    position: null as number | null,
                    mean: (await encode?.(drafts.map(bodyOf))) ?? null,
                    encoded: [] as number[],
                    failures: [] as number[],
                    kept: [] as number[],
                    unsupported: [] as number[],
                    lambdas: [] as number[],
                    likeness: [] as number[]
                };
            })
        )
    );
    for (const [place, items] of histories.entries()) {
        const meter = new VoiceMeter(languages);
        for (const item of items) meter.add(item);
        const profile = grams.vector(items.map(({text}) => bodyOf(text)));
        const persona = (await encode?.(items.map(({text}) => bodyOf(text)))) ?? null;
        for (const row of rows) {
            const together = await meter.together(row.drafts);
            row.lambdas.push(together?.likelihood.lambda ?? Number.NEGATIVE_INFINITY);
            row.likeness.push(cosine(row.vector, profile));
            if (persona !== null && row.mean !== null) row.encoded.push(dot(row.mean, persona));
            if (row.place !== place) continue;
            const words = countWords(row.drafts.map(bodyOf).join(" "));
            if (meter.size >= leastTexts && words >= leastTextWords) row.position = together?.position ?? null;
            for (const {question, prediction} of row.answers) {
                const {brief, profile: own} = questions.get(question) as Question;
                const score = await meter.score(prediction, brief.notes ?? null);
                row.failures.push(failsGuard(score) ? 1 : 0);
                if (score.contentKept !== null) row.kept.push(score.contentKept);
                if (unsupportedFacts !== undefined) row.unsupported.push(unsupportedFacts(prediction, brief, own));
            }
        }
    }
    return rows;
}

function summarize(voices: readonly AuthorVoice[], seed: number): VoiceReport {
    const measured = voices.filter(({position}) => position !== null);
    const positions = measured.map(({position}) => position as number);
    const all = (values: (voice: AuthorVoice) => readonly number[]) => voices.flatMap(values);
    const nobody = measured.length === 0;
    return {
        position: nobody ? null : mean(positions),
        ci95: nobody
            ? null
            : bootstrapInterval(
                  measured.map(({author}) => author),
                  seed,
                  (indices) => mean(indices.map((i) => positions[i] as number))
              ),
        attribution: nobody ? null : mean(measured.map(isClaimed)),
        chance: nobody ? null : mean(measured.map(({lambdas}) => 1 / lambdas.length)),
        guardFailures: mean(all(({failures}) => failures)),
        contentKept: all(({kept}) => kept).length === 0 ? null : mean(all(({kept}) => kept)),
        unsupported: all(({unsupported}) => unsupported).length === 0 ? null : mean(all(({unsupported}) => unsupported)),
        charGrams: meanShare(measured.map(({likeness, place}) => ({values: likeness, place}))),
        encoder: meanShare(measured.map(({encoded, place}) => ({values: encoded, place})))
    };
}

/** 1 if the author's own grammar gives the drafts a higher likelihood than every other author's. */
function isClaimed({lambdas, place}: AuthorVoice): number {
    return lambdas.every((lambda, i) => i === place || lambda < (lambdas[place] as number)) ? 1 : 0;
}

/** Null if there is nobody to compare with. */
function meanShare(voices: readonly {readonly values: readonly number[]; readonly place: number}[]): number | null {
    return voices.every(({values}) => values.length < 2) ? null : mean(voices.map(({values, place}) => shareBelow(values, place)));
}

/** Share of the block's other authors whose texts are less similar to the drafts than the author's own. */
function shareBelow(likeness: readonly number[], place: number): number {
    const own = likeness[place] as number;
    const others = likeness.filter((_, i) => i !== place);
    return others.length === 0 ? 0 : mean(others.map((value) => (value < own ? 1 : value === own ? 0.5 : 0)));
}

/** The bodies' encoder vectors, summed and normalised. */
async function meanVector(vector: (text: string) => Promise<Float32Array>, bodies: readonly string[]): Promise<Float32Array> {
    return meanDirection(await Promise.all(bodies.map((text) => vector(encoderText({title: null, text})))));
}
