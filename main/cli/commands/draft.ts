import type {Brief} from "../../../app/brief/brief.ts";
import type {DraftRequest} from "../../../app/drafting/draft-request.ts";
import type {Draft} from "../../../app/drafting/drafting.ts";
import {kinds, type Kind} from "../../../app/brief/kind.ts";
import {isTrained, parseStrategy, strategies, strategyParts} from "../../../app/drafting/strategy.ts";
import {decimalNumber, modelOptions, readArguments, serviceOptions, UsageError, wholeNumber} from "../arguments.ts";
import type {Command} from "../command.ts";
import {readText} from "../read-text.ts";
import {openServices} from "../services.ts";
import {Terminal} from "../terminal.ts";

const usage = `idiolect draft --kind ${kinds.join("|")} [--brief TEXT|-] [--to WHO] [--subject S] [--message TEXT|-] [-n 3] [--strength 1]
               [--strategy NAME] [--rule SENTENCE]… [--model FILE] [--plug FILE] [--seed N] [--temperature T] [--max-tokens N] [--threads N]

  --brief TEXT|-    what to say, phrases separated by ; (email, reply), the text to stand above (headline, subject), or how the text
                    begins (continue); - reads standard input
  --message TEXT|-  the message to answer (reply)
  --strength A      0: nobody in particular, 1: you, above 1: exaggerated
  --strategy NAME   default: tuned where a voice was trained, else plug where the model has one, else profile+retrieval;
                    one of ${strategies.filter((name) => name !== "shuffled").join(", ")}
  --rule SENTENCE   outranks the learned voice, for example "never use exclamation marks"`;

export const draft: Command = {summary: "draft an e-mail, reply, subject line, headline, or go on with a text", usage, run};

const options = {
    ...modelOptions,
    kind: {type: "string"},
    brief: {type: "string"},
    to: {type: "string"},
    subject: {type: "string"},
    message: {type: "string"},
    n: {type: "string", short: "n"},
    strength: {type: "string"},
    strategy: {type: "string"},
    rule: {type: "string", multiple: true},
    seed: {type: "string"},
    temperature: {type: "string"},
    "max-tokens": {type: "string"}
} as const;

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {values} = readArguments(args, options);
    const terminal = new Terminal(values.json);
    const kind = readKind(values.kind);
    const n = wholeNumber("n", values.n, {least: 1, most: 16}) ?? 1;
    const seed = wholeNumber("seed", values.seed, {least: 0, most: 2 ** 32 - 1}) ?? Math.floor(Math.random() * 2 ** 31);
    const temperature = decimalNumber("temperature", values.temperature, {least: 0, most: 5});
    const maxTokens = wholeNumber("max-tokens", values["max-tokens"], {least: 1, most: 4096});
    if (values.brief === "-" && values.message === "-")
        throw new UsageError("Only one of --brief and --message can be read from standard input.");
    const request: DraftRequest = {
        brief: await readBrief(kind, values),
        ...(values.strategy === undefined ? {} : {strategy: parseStrategy(values.strategy)}),
        strength: decimalNumber("strength", values.strength, {least: 0, most: 4}) ?? 1,
        seeds: Array.from({length: n}, (_, i) => (seed + i) % 2 ** 32),
        rules: values.rule ?? [],
        sampling: {...(temperature === undefined ? {} : {temperature}), ...(maxTokens === undefined ? {} : {maxTokens})}
    };
    const idiolect = await openServices(serviceOptions(values));
    try {
        if (idiolect.library.history.size === 0)
            terminal.note("The library is empty, so drafts are not in your voice: add your writing with `idiolect ingest FOLDER`.");
        const drafts: Draft[] = [];
        let shown = 0;
        let order: readonly number[] = [];
        for await (const event of idiolect.draft(request, signal)) {
            if (event.type === "order") order = event.drafts;
            if (event.type !== "end") continue;
            drafts[event.draft] = event.result;
            // drafts finish in any order and are printed by index
            for (let next = drafts[shown]; next !== undefined; next = drafts[++shown]) {
                terminal.write(`${n === 1 ? "" : `${shown === 0 ? "" : "\n"}── ${shown + 1} ──\n`}${next.text}\n${draftNotes(next)}`);
            }
        }
        // sorted by seed as before; `order` gives the ranking
        terminal.result(
            {drafts: drafts.filter(Boolean).map(draftDocument), ...(order.length === 0 ? {} : {order})},
            order.length === 0 ? "" : `\nmost like you, and nearest to the notes: ${order.map((place) => place + 1).join(", then ")}`
        );
    } finally {
        await idiolect.dispose();
    }
}

/** One of the drafts in `draft --json`. */
export function draftDocument(result: Draft) {
    const {
        text,
        influences,
        strategy,
        strategyReason,
        truncated,
        withheld,
        seed,
        tokens,
        promptTokens,
        firstTokenMs,
        tokensPerSecond,
        reason,
        brokenRules,
        unsupported,
        missingNotes
    } = result;
    return {
        text,
        matchScore: percent(result.matchScore),
        influences: influences.map(({path, weight, title}) => ({path, weight, title})),
        strategy,
        seed,
        tokens,
        promptTokens,
        firstTokenMs,
        tokensPerSecond,
        reason,
        brokenRules,
        strategyReason: strategyReason.text,
        truncated,
        withheld,
        unsupported: unsupported.map(({kind, text: fact, from, to}) => ({kind, text: fact, from, to})),
        missingNotes
    };
}

/** Remarks that are printed below a draft. */
export function draftNotes(result: Draft): string {
    const score = percent(result.matchScore);
    const trained = isTrained(strategyParts(result.strategy));
    const lines = [
        score === null ? "" : `sounds like you: ${score} (0: other people, 100: your own texts)`,
        ...result.influences
            .slice(0, 3)
            .map(
                ({path, title, weight}) => `${trained ? "example:" : `shaped by ${(100 * weight).toFixed(1)} %`}  ${title ?? ""}  ${path}`
            ),
        ...result.brokenRules.map((rule) => `breaks your rule: ${rule}`),
        ...result.unsupported.map(({text}) => `not in your brief, please check: ${text}`),
        ...result.missingNotes.map((note) => `does not say: ${note}`),
        ...result.truncated.map((field) => `the ${field} was cut: the model's context has no room for all of it`),
        ...result.withheld.map((line) => `withheld from the model, as it gives orders to one: ${line}`),
        result.reason === "length" ? "cut off at --max-tokens" : ""
    ].filter((line) => line !== "");
    return lines.length === 0 ? "" : `${lines.map((line) => `  · ${line}`).join("\n")}\n`;
}

function percent(score: number | null): number | null {
    return score === null ? null : Math.round(100 * score);
}

function readKind(text: string | undefined): Kind {
    const kind = kinds.find((known) => known === text);
    if (kind === undefined)
        throw new UsageError(
            `${text === undefined ? "--kind is missing" : `There is no kind "${text}"`}: choose one of ${kinds.join(", ")}.`
        );
    return kind;
}

async function readBrief(
    kind: Kind,
    values: {
        readonly brief?: string | undefined;
        readonly message?: string | undefined;
        readonly to?: string | undefined;
        readonly subject?: string | undefined;
    }
): Promise<Brief> {
    const said = values.brief === "-" ? await readText("-") : values.brief;
    const message = values.message === "-" ? await readText("-") : values.message;
    const isNotes = kind === "email" || kind === "reply";
    return {
        kind,
        ...(values.to === undefined ? {} : {to: values.to}),
        ...(values.subject === undefined ? {} : {subject: values.subject}),
        ...(message === undefined ? {} : {message}),
        ...(said === undefined ? {} : isNotes ? {notes: said} : {text: said})
    };
}
