import type {Brief} from "../brief/brief.ts";
import type {Engine, ModelInfo, Prompt, SamplingOptions} from "../drafting/engine.ts";
import {chooseExamples, shuffle} from "../drafting/examples.ts";
import {profileSentences} from "../drafting/profile.ts";
import {chooseFormat} from "../drafting/format/choose-format.ts";
import {noParts} from "../drafting/format/format.ts";
import {slotVectors} from "../drafting/prepare.ts";
import {strategyParts} from "../drafting/strategy.ts";
import {CommandError, UserError} from "../errors.ts";
import type {HistoryItem} from "../history/item.ts";
import {attentionWeights, personaVectors, type EncodedHistory} from "../persona/aggregate.ts";
import {briefEncoderText, encoderText} from "../persona/encoder-text.ts";
import {learnHabits} from "../persona/habits.ts";
import type {Plug} from "../persona/plug.ts";
import type {Dataset, LampTask, Question} from "./lamp.ts";
import {Profiles, type VectorSource} from "./profile.ts";
import type {StrategySpec} from "./strategy-spec.ts";
import type {Sentence} from "../sentences/sentence.ts";

/** The result of one strategy on one question. */
export interface Answer {
    readonly question: string;
    readonly author: string;
    readonly strategy: string;
    readonly prediction: string;
    readonly reference: string;
    /** of the reference after the prompt, in nats */
    readonly nll: number;
    /** tokens of the reference, end token included */
    readonly referenceTokens: number;
    readonly promptTokens: number;
    /** ms: persona and prompt, then the engine's time to the first token; 0 for labels, which are scored, not written */
    readonly firstTokenMs: number;
    readonly tokensPerSecond: number;
}

export interface EvaluationParts {
    readonly model: ModelInfo;
    readonly plug: Plug | null;
    readonly plugRefusal: Sentence | null;
    /** one for each question that is processed concurrently, all with the same model loaded */
    readonly engines: readonly Engine[];
    readonly vectors: VectorSource;
}

export interface EvaluationOptions {
    readonly seed: number;
    /** default greedy */
    readonly sampling?: SamplingOptions;
    /** false: only the reference's likelihood, no texts; default true */
    readonly generate?: boolean;
    readonly onAnswers?: (answers: readonly Answer[], done: number) => void;
}

/** maximum tokens of an answer; LaMP's own limit is 128 for all */
const answerTokens: Readonly<Record<LampTask, number>> = {
    "LaMP-1": 8,
    "LaMP-2": 16,
    "LaMP-2N": 16,
    "LaMP-3": 4,
    "LaMP-4": 64,
    "LaMP-5": 64,
    "LaMP-6": 64,
    "LaMP-7": 128,
    "LongLaMP-email": 128
};

/** tokens of a reference that are scored: with any prompt they fit a small model's context */
const scoredTokens = 128;

/** The texts whose vectors an evaluation needs, each once, so that they can be encoded in one pass. */
export function textsToEncode(dataset: Dataset, specs: readonly StrategySpec[]): readonly string[] {
    const asked = specs.some(({strategy}) => {
        const needs = strategyParts(strategy);
        return needs.persona !== null || needs.examples?.by === "dense";
    });
    if (!asked) return [];
    const texts = new Set<string>();
    for (const {brief, profile} of dataset.questions) {
        texts.add(briefEncoderText(brief));
        for (const item of profile) texts.add(encoderText(item));
    }
    return [...texts];
}

/**
 * Runs every strategy on every question. Shared work is done once: the vectors, the hidden activations, and, if prompts begin alike, the
 * engine's state.
 * @throws UserError if a strategy needs a missing plug or second author
 */
export async function evaluate(
    dataset: Dataset,
    specs: readonly StrategySpec[],
    parts: EvaluationParts,
    options: EvaluationOptions,
    signal?: AbortSignal
): Promise<readonly Answer[]> {
    checkStrategies(specs, parts);
    const others = specs.some(({strategy}) => strategy === "shuffled") ? otherProfiles(dataset, options.seed) : [];
    const profiles = new Profiles(parts.vectors);
    const answers: Answer[][] = [];
    let [next, done] = [0, 0];
    const work = async (engine: Engine): Promise<void> => {
        for (let i = next++; i < dataset.questions.length; i = next++) {
            const question = dataset.questions[i] as Question;
            const ofQuestion: Answer[] = [];
            for (const spec of specs) {
                signal?.throwIfAborted();
                const history = spec.strategy === "shuffled" ? (others[i] as readonly HistoryItem[]) : question.profile;
                ofQuestion.push(await answer(question, history, spec, {...parts, engine, profiles}, dataset, options, signal));
            }
            answers[i] = ofQuestion;
            options.onAnswers?.(ofQuestion, ++done);
        }
    };
    await Promise.all(parts.engines.map(work));
    return answers.flat();
}

type AnswerParts = Pick<EvaluationParts, "model" | "plug"> & {
    readonly engine: Engine;
    readonly profiles: Profiles;
    readonly vectors: VectorSource;
};

async function answer(
    question: Question,
    history: readonly HistoryItem[],
    spec: StrategySpec,
    parts: AnswerParts,
    dataset: Dataset,
    options: EvaluationOptions,
    signal: AbortSignal | undefined
): Promise<Answer> {
    const indexed = await indexProfile(question.brief, mostRecent(history, spec.items), spec, parts, options.seed);
    const started = performance.now();
    const prompt = await questionPrompt(question.brief, indexed, spec, parts);
    const preparedMs = performance.now() - started;
    const common = {question: question.id, author: question.author, strategy: spec.name, reference: question.reference};
    if (dataset.type !== "text") return {...common, ...(await chooseOption(question, prompt, parts.engine, signal))};
    const reference = await parts.engine.truncate(question.reference.trim(), scoredTokens);
    const {nll, tokens} = await parts.engine.score(prompt, reference, signal);
    const scored = {...common, nll, referenceTokens: tokens};
    if (options.generate === false) return {...scored, prediction: "", promptTokens: 0, firstTokenMs: 0, tokensPerSecond: 0};
    const format = chooseFormat(parts.model);
    const {stop} = format.sampling(question.brief);
    const sampling = {
        temperature: 0,
        repeatPenalty: 1,
        maxTokens: answerTokens[dataset.task],
        ...(stop === undefined ? {} : {stop}),
        ...options.sampling
    };
    for await (const event of parts.engine.draft({prompt, seeds: [options.seed], sampling}, signal)) {
        if (event.type === "token") continue;
        if (event.reason === "cancelled") signal?.throwIfAborted();
        return {
            ...scored,
            prediction: format.finish(event.text, question.brief, event.reason === "stop"),
            promptTokens: event.promptTokens,
            firstTokenMs: preparedMs + event.firstTokenMs,
            tokensPerSecond: event.tokensPerSecond
        };
    }
    throw new Error(`the engine ended without a draft for question ${question.id}`);
}

/** The last items of a history that is in the order it was written in; null: all of them. */
function mostRecent(history: readonly HistoryItem[], count: number | null): readonly HistoryItem[] {
    return count === null ? history : history.slice(Math.max(0, history.length - count));
}

/** Labels are not generated but scored: the answer with the highest likelihood per token, end token included. */
async function chooseOption(question: Question, prompt: Prompt, engine: Engine, signal: AbortSignal | undefined) {
    let [best, bestNll, referenceNll, referenceTokens] = ["", Infinity, 0, 1];
    for (const {label, text} of question.options) {
        const {nll, tokens} = await engine.score(prompt, text.trim(), signal);
        if (nll / tokens < bestNll) [best, bestNll] = [label, nll / tokens];
        if (label === question.reference.trim()) [referenceNll, referenceTokens] = [nll, tokens];
    }
    return {prediction: best, nll: referenceNll, referenceTokens, promptTokens: 0, firstTokenMs: 0, tokensPerSecond: 0};
}

/** What a library would have precomputed, and what was found in it; none of it counts as time to the first token. */
interface IndexedProfile {
    readonly encoded: EncodedHistory | null;
    readonly query: Float32Array | null;
    readonly examples: readonly HistoryItem[];
    readonly profile: string | null;
}

async function indexProfile(
    brief: Brief,
    history: readonly HistoryItem[],
    spec: StrategySpec,
    {plug, profiles, vectors}: AnswerParts,
    seed: number
): Promise<IndexedProfile> {
    const needs = strategyParts(spec.strategy);
    const text = briefEncoderText(brief);
    return {
        encoded: needs.persona === null || plug === null ? null : await profiles.encoded(plug, history),
        query: needs.persona === "input-aware" && text !== "" ? await vectors.vector(text) : null,
        examples:
            needs.examples === null
                ? []
                : await chooseExamples(profiles.examples(history), brief, needs.examples.by, needs.examples.count, seed),
        profile: needs.profile ? profileSentences(learnHabits(history, brief.kind)) : null
    };
}

async function questionPrompt(
    brief: Brief,
    indexed: IndexedProfile,
    spec: StrategySpec,
    {model, plug, engine}: AnswerParts
): Promise<Prompt> {
    const {encoded, query, examples, profile} = indexed;
    const persona =
        encoded === null || plug === null ? null : personaVectors(plug, encoded, attentionWeights(plug, encoded, query), spec.strength);
    const vectors = slotVectors(plug, strategyParts(spec.strategy), brief, persona);
    const format = chooseFormat(model);
    return (await format.build(brief, {...noParts, examples, vectors, slot: plug?.slot ?? format.personaSlot, profile}, engine)).prompt;
}

function checkStrategies(specs: readonly StrategySpec[], {plug, plugRefusal, model}: EvaluationParts): void {
    for (const {name, strategy} of specs) {
        const needs = strategyParts(strategy);
        if (needs.tuned || needs.lora)
            throw new CommandError(
                `The strategy ${name} needs a persona trained on each author, which eval does not do: \`idiolect train\` measures it.`
            );
        if (plug === null && (needs.persona !== null || needs.instruction !== null)) {
            if (plugRefusal !== null) throw new UserError(plugRefusal);
            throw new CommandError(
                `There is no plug for ${model.name}, which the strategy ${name} needs: name one with --plug, or leave the strategy out.`
            );
        }
    }
}

/** For each question the profile of another author, drawn with the seed. */
function otherProfiles(dataset: Dataset, seed: number): readonly (readonly HistoryItem[])[] {
    const {questions} = dataset;
    const order = shuffle(
        questions.map((_, i) => i),
        seed
    );
    const others: (readonly HistoryItem[])[] = [];
    for (const [place, i] of order.entries()) {
        const author = questions[i]?.author;
        const other = order
            .map((_, step) => order[(place + 1 + step) % order.length] as number)
            .find((j) => questions[j]?.author !== author);
        if (other === undefined)
            throw new CommandError("The strategy shuffled needs questions by two authors at least: leave it out, or take more questions.");
        others[i] = (questions[other] as Question).profile;
    }
    return others;
}
