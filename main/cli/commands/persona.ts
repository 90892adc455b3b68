import {kinds, type Kind} from "../../../app/brief/kind.ts";
import type {Habits} from "../../../app/persona/habits.ts";
import type {VoiceScore} from "../../../app/persona/voice-meter/score.ts";
import {CommandError, UserError} from "../../../app/errors.ts";
import type {Idiolect} from "../../idiolect.ts";
import {modelOptions, readArguments, serviceOptions, UsageError} from "../arguments.ts";
import type {Command} from "../command.ts";
import {readText} from "../read-text.ts";
import {openServices} from "../services.ts";
import {counted, Terminal, table} from "../terminal.ts";

const usage = `idiolect persona [--check FILE [--notes TEXT]] [--brief TEXT] [--kind email]
                 [--model FILE] [--plug FILE] [--home DIR] [--json]

Your habits, your sources, and with --brief the texts that shape a draft of it. With --check, how much a text sounds like you.

  --check FILE  scores a text: 0: as other people write, 100: as you do ("-" reads standard input)
  --notes TEXT  what the checked text was to say: a text that leaves it out or repeats it gets no number
  --kind KIND   habits of this kind of writing only (${kinds.join(", ")})`;

export const persona: Command = {summary: "your habits, your sources, and what shapes a brief", usage, run};

/** number of items that are listed */
const influencesShown = 10;

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {values} = readArguments(args, {
        ...modelOptions,
        brief: {type: "string"},
        kind: {type: "string"},
        check: {type: "string"},
        notes: {type: "string"}
    });
    const terminal = new Terminal(values.json);
    const kind = kinds.find((known) => known === values.kind) ?? null;
    if (values.kind !== undefined && kind === null)
        throw new UsageError(`There is no kind "${values.kind}": choose one of ${kinds.join(", ")}.`);
    const checked = values.check === undefined ? null : await readText(values.check);
    const idiolect = await openServices(serviceOptions(values));
    try {
        if (checked !== null) {
            const score = await idiolect.meter.score(checked, values.notes ?? null);
            terminal.result(score, scoreText(score));
            return;
        }
        const sources = (await idiolect.library.sources()).map(({path, state, files, items}) => ({path, state, files, items}));
        const identities = idiolect.library.store.sources.value.identities.map(({value}) => value);
        const status = await idiolect.library.status();
        const habits = await idiolect.persona.habits(kind);
        const shaping = values.brief === undefined ? null : await influences(idiolect, values.brief, kind ?? "email", signal);
        const document = {
            items: status.items,
            encoded: status.encoded,
            sources,
            identities,
            habits,
            ...(shaping === null ? {} : {influences: shaping})
        };
        terminal.result(
            document,
            [
                `${counted(status.items, "text")} from ${counted(sources.length, "source")}, ${status.encoded} in your voice`,
                ...sources.map(
                    ({path, state, files, items}) =>
                        `  ${path}: ${counted(items, "text")} from ${counted(files, "file")}${state === "ok" ? "" : ` (${state})`}`
                ),
                identities.length === 0 ? "" : `you are ${identities.join(", ")}`,
                habitsText(habits),
                shaping === null
                    ? ""
                    : `\nwhat shapes this brief\n${table(
                          ["share", "title", "path"],
                          shaping.map(({weight, title, path}) => [`${(100 * weight).toFixed(2)} %`, title ?? "", path])
                      )}`
            ]
                .filter((line) => line !== "")
                .join("\n")
        );
    } finally {
        await idiolect.dispose();
    }
}

async function influences(idiolect: Idiolect, brief: string, kind: Kind, signal: AbortSignal) {
    const {plug, plugRefusal, model} = await idiolect.voice(signal);
    if (plug === null)
        throw plugRefusal === null
            ? new CommandError(`There is no plug for ${model.name}, so no text shapes a draft: name one with --plug.`)
            : new UserError(plugRefusal);
    const field = kind === "email" || kind === "reply" ? {notes: brief} : {text: brief};
    const found = await idiolect.persona.forBrief(plug, {kind, ...field}, {influences: influencesShown}, signal);
    return Promise.all(
        found.influences.map(async ({id, weight}) => {
            const item = await idiolect.library.history.item(id);
            return {path: item?.path ?? "", title: item?.title ?? null, weight};
        })
    );
}

function scoreText({position, ci95, reason, note, method, words, texts, greeting, closing, contentKept}: VoiceScore): string {
    const percent = (share: number) => `${Math.round(100 * share)} %`;
    return [
        position === null || ci95 === null
            ? `no number: ${reason ?? ""}`
            : `${Math.round(position)} (95 %: ${Math.round(ci95[0])} to ${Math.round(ci95[1])}), where 0 is how other people ` +
              "write and 100 how you do",
        `${counted(words, "word")} against ${texts} of your texts, by ${method === "grammar" ? "grammar" : "character 4-grams"}`,
        note?.text ?? "",
        greeting === null ? "" : `greeting: like this in ${percent(greeting)} of your letters that have one`,
        closing === null ? "" : `sign-off: like this in ${percent(closing)} of your letters that have one`,
        contentKept === null ? "" : `of the notes, ${percent(contentKept)} are in it`
    ]
        .filter((line) => line !== "")
        .join("\n");
}

function habitsText(habits: Habits): string {
    const list = (phrases: Habits["openings"]) =>
        phrases
            .slice(0, 6)
            .map(({text, count}) => `${text} (${count})`)
            .join(", ");
    return [
        `\nhabits, from ${counted(habits.items, "text")} with ${counted(habits.words, "word")}`,
        table(
            ["habit", "mean", "spread", "unit"],
            habits.measures.map(({habit, mean, spread, unit}) => [habit, mean.toFixed(2), spread.toFixed(2), unit])
        ),
        habits.openings.length === 0 ? "" : `openings: ${list(habits.openings)}`,
        habits.closings.length === 0 ? "" : `closings: ${list(habits.closings)}`,
        habits.favourites.length === 0 ? "" : `favourite words: ${list(habits.favourites)}`
    ]
        .filter((line) => line !== "")
        .join("\n");
}
