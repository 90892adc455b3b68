import {open} from "node:fs/promises";
import {join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {strategies} from "../../../app/drafting/strategy.ts";
import {unsupportedFacts} from "../../../app/drafting/unsupported-facts.ts";
import type {Dataset} from "../../../app/evaluation/lamp.ts";
import {report, type EvaluationReport} from "../../../app/evaluation/report.ts";
import {evaluate, textsToEncode, type Answer} from "../../../app/evaluation/run.ts";
import {voiceReports, type UnsupportedFacts, type VoiceReport} from "../../../app/evaluation/voice.ts";
import {parseStrategySpecs, type StrategySpec} from "../../../app/evaluation/strategy-spec.ts";
import type {HistoryItem} from "../../../app/history/item.ts";
import {isLineKind, learnHabits, type Habits} from "../../../app/persona/habits.ts";
import type {OpenVoice} from "../../evaluation/open-voice.ts";
import {readLampFolder} from "../../evaluation/lamp-folder.ts";
import {VectorCache} from "../../evaluation/vector-cache.ts";
import {decimalNumber, homeFolder, modelOptions, readArguments, serviceOptions, UsageError, wholeNumber} from "../arguments.ts";
import type {Command} from "../command.ts";
import {table, Terminal} from "../terminal.ts";

const usage = `idiolect eval --data DIR [--strategies none,instruction,shuffled,bm25,plug] [--limit N]
              [--model FILE] [--plug FILE] [--encoder DIR]
              [--strength 1] [--history N] [--temperature 0] [--max-tokens N] [--seed 1] [--workers 1] [--threads 1]
              [--no-generate] [--predictions FILE]

  --data DIR         a folder with questions.json and outputs.json in LaMP's format, plain or .xz
  --strategies LIST  ${strategies.join(", ")};
                     each also as NAME@STRENGTH or NAME/ITEMS, for example plug@0.5, plug/16
  --history N        only each author's N most recent items
  --workers N        questions answered at the same time, each by a model of its own
  --no-generate      only the references' likelihood, no texts
  --predictions FILE every answer as a JSON line

Prints the benchmark's metrics with 95 % intervals over authors, the reference's negative log-likelihood in nats a token, and what each
strategy adds to none, instruction and shuffled on the same questions.`;

export const evaluation: Command = {summary: "compare strategies on benchmark data", usage, run};

const options = {
    ...modelOptions,
    data: {type: "string"},
    strategies: {type: "string"},
    limit: {type: "string"},
    strength: {type: "string"},
    history: {type: "string"},
    temperature: {type: "string"},
    "max-tokens": {type: "string"},
    seed: {type: "string"},
    workers: {type: "string"},
    generate: {type: "boolean", default: true},
    predictions: {type: "string"}
} as const;

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {values} = readArguments(args, options);
    const terminal = new Terminal(values.json);
    if (values.data === undefined) throw new UsageError("--data is missing: name a folder with questions.json and outputs.json.");
    const limit = wholeNumber("limit", values.limit, {least: 1, most: 10_000_000});
    const items = wholeNumber("history", values.history, {least: 0, most: 1_000_000}) ?? null;
    const strength = decimalNumber("strength", values.strength, {least: 0, most: 4}) ?? 1;
    const seed = wholeNumber("seed", values.seed, {least: 0, most: 2 ** 31 - 1}) ?? 1;
    const workers = wholeNumber("workers", values.workers, {least: 1, most: 64}) ?? 1;
    const temperature = decimalNumber("temperature", values.temperature, {least: 0, most: 5});
    const maxTokens = wholeNumber("max-tokens", values["max-tokens"], {least: 1, most: 4096});
    const specs = parseStrategySpecs(values.strategies ?? "none,instruction,shuffled,bm25,plug", {strength, items});
    const dataset = await readLampFolder(resolve(values.data), limit === undefined ? {} : {limit});
    const {openVoice} = await import("../../evaluation/open-voice.ts");
    const voice = await openVoice(
        {...serviceOptions({...values, threads: values.threads ?? "1"}), engine: workers === 1 ? "in-process" : "forked"},
        workers,
        signal
    );
    try {
        const answers = await withVectors(
            dataset,
            specs,
            voice,
            join(homeFolder(values.home), "cache"),
            terminal,
            signal,
            async (vectors) =>
                evaluate(
                    dataset,
                    specs,
                    {...voice, vectors},
                    {
                        seed,
                        generate: values.generate,
                        sampling: {...(temperature === undefined ? {} : {temperature}), ...(maxTokens === undefined ? {} : {maxTokens})},
                        onAnswers: progressReporter(dataset, terminal)
                    },
                    signal
                )
        );
        if (values.predictions !== undefined) await writeAnswers(resolve(values.predictions), answers);
        const voices = await measureVoices(dataset, answers, voice, join(homeFolder(values.home), "cache"), seed, terminal);
        const result = report(dataset, answers, seed, voices);
        const made = {model: voice.model.sha256, plug: voice.plug?.name ?? null, encoder: voice.encoder.sha256};
        terminal.result({...result, ...made}, reportText(result));
    } finally {
        await voice.dispose();
    }
}

async function measureVoices(
    dataset: Dataset,
    answers: readonly Answer[],
    voice: OpenVoice,
    folder: string,
    seed: number,
    terminal: Terminal
): Promise<Readonly<Record<string, VoiceReport>>> {
    terminal.progress("Measuring voices");
    const {readPopulations} = await import("../../voice/population-files.ts");
    const populations = await readPopulations(fileURLToPath(new URL("../../../resources", import.meta.url)));
    // titles and subject lines never get a score, so their authors' texts need no vectors
    const isProse = dataset.questions.some(({brief}) => !isLineKind(brief.kind));
    const vectors = isProse ? await VectorCache.open(folder, voice.encoder) : null;
    try {
        return await voiceReports(dataset, answers, populations, seed, {
            unsupportedFacts: factsCounter(),
            ...(vectors === null ? {} : {vector: (text: string) => vectors.vector(text)})
        });
    } finally {
        vectors?.close();
    }
}

/** Counts facts that are neither in the brief nor in the author's greetings and sign-offs; an author's habits are computed once. */
function factsCounter(): UnsupportedFacts {
    const learned = new Map<readonly HistoryItem[], Habits>();
    return (draft, brief, profile) => {
        const habits = learned.get(profile) ?? learnHabits(profile, null);
        learned.set(profile, habits);
        return unsupportedFacts(draft, {brief, habits}).length;
    };
}

async function withVectors<T>(
    dataset: Dataset,
    specs: readonly StrategySpec[],
    voice: OpenVoice,
    folder: string,
    terminal: Terminal,
    signal: AbortSignal,
    work: (vectors: VectorCache) => Promise<T>
): Promise<T> {
    const vectors = await VectorCache.open(folder, voice.encoder);
    try {
        await vectors.prepare(
            textsToEncode(dataset, specs),
            (done, total) => terminal.progress(`Encoding: ${done} of ${total} texts`),
            signal
        );
        return await work(vectors);
    } finally {
        vectors.close();
    }
}

function progressReporter(dataset: Dataset, terminal: Terminal): (answers: readonly Answer[], done: number) => void {
    const started = performance.now();
    return (_, done) => {
        const left = ((performance.now() - started) / done) * (dataset.questions.length - done);
        terminal.progress(`${dataset.task}: ${done} of ${dataset.questions.length} questions, ${Math.ceil(left / 1000)} s left`);
    };
}

async function writeAnswers(path: string, answers: readonly Answer[]): Promise<void> {
    const file = await open(path, "w");
    try {
        for (const answer of answers) await file.write(`${JSON.stringify(answer)}\n`);
    } finally {
        await file.close();
    }
}

/** metrics of the table, if the task has them */
const columns = ["accuracy", "f1", "MAE", "RMSE", "rouge-1", "rouge-L", "nll"];

/** differences to the others are in the JSON document */
const shownControls: ReadonlySet<string> = new Set(["instruction", "shuffled"]);

function reportText(result: EvaluationReport): string {
    const reports = Object.entries(result.strategies);
    // with --no-generate there are no texts that metrics could be computed of
    const isGenerated = reports.some(([, {promptTokens}]) => promptTokens > 0);
    const shown = columns.filter(
        (column) => (isGenerated || column === "nll") && reports.some(([, strategy]) => typeof strategy[column] === "number")
    );
    const digits = (value: number) => value.toFixed(4);
    const rows = reports.map(([name, strategy]) => [
        name,
        ...shown.map((column) => {
            const [low, high] = strategy.ci95[column] ?? [0, 0];
            return `${digits(strategy[column] as number)} [${digits(low)}, ${digits(high)}]`;
        }),
        ...(isGenerated ? [strategy.promptTokens.toFixed(0), strategy.firstTokenMs.toFixed(1), strategy.tokensPerSecond.toFixed(0)] : [])
    ]);
    const differences = reports.flatMap(([name, strategy]) =>
        Object.entries(strategy.differences)
            .filter(([control]) => shownControls.has(control))
            .map(([control, metrics]) => [
                `${name} − ${control}`,
                ...shown.map((column) => {
                    const difference = metrics[column];
                    return difference === undefined
                        ? ""
                        : `${digits(difference.mean)} [${digits(difference.ci95[0])}, ${digits(difference.ci95[1])}] ` +
                              `p=${difference.p.toFixed(4)}`;
                })
            ])
    );
    const or = (value: number | null, shown: (value: number) => string) => (value === null ? "" : shown(value));
    const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
    const voices = reports.flatMap(([name, {voice}]) =>
        voice === undefined
            ? []
            : [
                  [
                      name,
                      or(
                          voice.position,
                          (position) => `${position.toFixed(0)} [${voice.ci95?.map((end) => end.toFixed(0)).join(", ") ?? ""}]`
                      ),
                      or(voice.attribution, percent),
                      or(voice.chance, percent),
                      percent(voice.guardFailures),
                      or(voice.contentKept, percent),
                      or(voice.unsupported, (value) => value.toFixed(2)),
                      or(voice.charGrams, (value) => value.toFixed(2)),
                      or(voice.encoder, (value) => value.toFixed(2))
                  ]
              ]
    );
    const voiceColumns = [
        "voice",
        "position",
        "attribution",
        "chance",
        "guard failures",
        "content kept",
        "unsupported",
        "character 4-grams",
        "encoder"
    ];
    return [
        `${result.task}: ${result.questions} questions by ${result.authors} authors, intervals by bootstrap over authors (seed ` +
            `${result.seed})`,
        table(["strategy", ...shown, ...(isGenerated ? ["prompt tokens", "first token ms", "tokens/s"] : [])], rows),
        voices.length === 0
            ? ""
            : "\nposition: 0 other people, 100 the author's own texts; character 4-grams, encoder: share of other authors who " +
              `are less like the drafts\n${table(voiceColumns, voices)}`,
        differences.length === 0
            ? ""
            : `\npaired differences, p by flipping signs of authors; nll per question\n${table(["difference", ...shown], differences)}`
    ]
        .filter((part) => part !== "")
        .join("\n");
}
