import {bootstrapInterval, pairedDifference, type Interval, type PairedDifference} from "./bootstrap.ts";
import {mean, median} from "../statistics.ts";
import {accuracy, macroF1, rating, ratingError} from "./labels.ts";
import type {Dataset} from "./lamp.ts";
import {rouge} from "./rouge.ts";
import type {Answer} from "./run.ts";
import type {VoiceReport} from "./voice.ts";

/** The benchmark's metrics, by LaMP's own names, and the reference's negative log-likelihood in nats a token. */
export type Metrics = Readonly<Record<string, number>>;

export interface StrategyReport {
    readonly [metric: string]: unknown;
    /** 95 % bootstrap intervals over authors */
    readonly ci95: Readonly<Record<string, Interval>>;
    /** mean */
    readonly promptTokens: number;
    /** median */
    readonly firstTokenMs: number;
    /** median */
    readonly tokensPerSecond: number;
    /** difference between this strategy and each control, on the same questions */
    readonly differences: Readonly<Record<string, Readonly<Record<string, PairedDifference>>>>;
    /** where texts were written */
    readonly voice?: VoiceReport;
}

export interface EvaluationReport {
    readonly task: string;
    readonly questions: number;
    readonly authors: number;
    readonly seed: number;
    readonly strategies: Readonly<Record<string, StrategyReport>>;
}

/** strategies that the others are compared with, if they were run */
const controls: readonly string[] = ["none", "instruction", "shuffled"];

/**
 * Summarises the results of an evaluation.
 * @param voices by strategy, of `voiceReports`
 */
export function report(
    dataset: Dataset,
    answers: readonly Answer[],
    seed: number,
    voices: Readonly<Record<string, VoiceReport>> = {}
): EvaluationReport {
    const byStrategy = Map.groupBy(answers, ({strategy}) => strategy);
    const strategies = Object.fromEntries(
        [...byStrategy].map(([name, own]) => {
            const comparable = controls.filter((control) => control !== name && byStrategy.has(control));
            const differences = Object.fromEntries(
                comparable.map((control) => [control, compare(dataset, own, byStrategy.get(control) ?? [], seed)])
            );
            const voice = voices[name];
            return [
                name,
                {...strategyReport(dataset, own, seed), differences, ...(voice === undefined ? {} : {voice})} satisfies StrategyReport
            ];
        })
    );
    const authors = new Set(answers.map(({author}) => author)).size;
    return {task: dataset.task, questions: new Set(answers.map(({question}) => question)).size, authors, seed, strategies};
}

function strategyReport(dataset: Dataset, answers: readonly Answer[], seed: number) {
    const {statistic, names} = summary(dataset, answers);
    const everything = answers.map((_, i) => i);
    const groups = answers.map(({author}) => author);
    return {
        ...statistic(everything),
        ci95: Object.fromEntries(names.map((name) => [name, bootstrapInterval(groups, seed, (indices) => statistic(indices)[name] ?? 0)])),
        promptTokens: mean(answers.map(({promptTokens}) => promptTokens)),
        firstTokenMs: median(answers.map(({firstTokenMs}) => firstTokenMs)),
        tokensPerSecond: median(answers.map(({tokensPerSecond}) => tokensPerSecond))
    };
}

/** The metrics of a selection of answers; what each answer contributes is computed once. */
function summary(
    dataset: Dataset,
    answers: readonly Answer[]
): {statistic: (indices: readonly number[]) => Metrics; names: readonly string[]} {
    const nats = answers.map(({nll}) => nll);
    const tokens = answers.map(({referenceTokens}) => referenceTokens);
    const nll = (indices: readonly number[]) => sumOf(nats, indices) / Math.max(1, sumOf(tokens, indices));
    const scores = answerScores(dataset, answers);
    if (dataset.type === "label") {
        return {
            names: ["accuracy", "f1", "nll"],
            statistic: (indices) => ({
                accuracy: meanOf(scores.accuracy ?? [], indices),
                f1: macroF1(
                    indices.map((i) => answers[i]?.prediction ?? ""),
                    indices.map((i) => answers[i]?.reference ?? ""),
                    dataset.labels
                ),
                nll: nll(indices)
            })
        };
    }
    if (dataset.type === "rating") {
        return {
            names: ["MAE", "RMSE", "nll"],
            statistic: (indices) => ({
                MAE: meanOf(scores.MAE ?? [], indices),
                RMSE: Math.sqrt(meanOf(scores.squared ?? [], indices)),
                nll: nll(indices)
            })
        };
    }
    return {
        names: ["rouge-1", "rouge-L", "nll"],
        statistic: (indices) => ({
            "rouge-1": meanOf(scores["rouge-1"] ?? [], indices),
            "rouge-L": meanOf(scores["rouge-L"] ?? [], indices),
            nll: nll(indices)
        })
    };
}

/** Contributions of single answers, metric by metric. */
function answerScores(dataset: Dataset, answers: readonly Answer[]): Readonly<Record<string, readonly number[]>> {
    const perToken = answers.map(({nll, referenceTokens}) => nll / referenceTokens);
    switch (dataset.type) {
        case "label":
            return {accuracy: answers.map(({prediction, reference}) => accuracy([prediction], [reference])), nll: perToken};
        case "rating":
            return {
                MAE: answers.map(({prediction, reference}) => ratingError(prediction, reference)),
                squared: answers.map(({prediction, reference}) => (rating(prediction, Number(reference)) - Number(reference)) ** 2),
                nll: perToken
            };
        case "text": {
            const rouges = answers.map(({prediction, reference}) => rouge(prediction, reference));
            return {"rouge-1": rouges.map(({rouge1}) => rouge1), "rouge-L": rouges.map(({rougeL}) => rougeL), nll: perToken};
        }
    }
}

/** Paired over questions, groups by author; each question has the same weight, whatever its length. */
function compare(
    dataset: Dataset,
    own: readonly Answer[],
    control: readonly Answer[],
    seed: number
): Readonly<Record<string, PairedDifference>> {
    const other = new Map(control.map((answer) => [answer.question, answer]));
    const pairs = own.flatMap((answer) => {
        const against = other.get(answer.question);
        return against === undefined ? [] : [[answer, against] as const];
    });
    const [a, b] = [
        answerScores(
            dataset,
            pairs.map(([mine]) => mine)
        ),
        answerScores(
            dataset,
            pairs.map(([, theirs]) => theirs)
        )
    ];
    const groups = pairs.map(([{author}]) => author);
    return Object.fromEntries(Object.keys(a).map((metric) => [metric, pairedDifference(a[metric] ?? [], b[metric] ?? [], groups, seed)]));
}

function sumOf(values: readonly number[], indices: readonly number[]): number {
    let sum = 0;
    for (const i of indices) sum += values[i] as number;
    return sum;
}

function meanOf(values: readonly number[], indices: readonly number[]): number {
    return indices.length === 0 ? 0 : sumOf(values, indices) / indices.length;
}
