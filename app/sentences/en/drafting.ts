import type {Kind} from "../../brief/kind.ts";
import type {Entries} from "../entry.ts";

type OfKind = {kind: Kind};
type Port = {port: number};

/** what a window calls the strategies that it can choose */
const chosen: ReadonlyMap<string, string> = new Map([
    ["none", "This draft is not in your voice: it was written without it."],
    ["plug", "Your voice shaped this draft."],
    ["tuned", "The voice trained on your own texts shaped this draft."],
    ["tuned+retrieval", "The voice trained on your own texts shaped this draft, with one of them as an example."],
    ["profile+retrieval", "This draft follows texts of yours as examples, and your habits in words."]
]);

/** Briefs, drafts and changes; other programs that ask for them; updates. */
export const drafting = {
    "brief.no-text": ({kind}: OfKind) => `A ${kind} needs a text to stand above: give it with the brief.`,
    "brief.empty": ({kind}: OfKind) => `The brief is empty: say in a few words what the ${kind === "continue" ? "text" : kind} is about.`,
    "change.nothing-selected": "Nothing is selected: select the passage to change.",
    "change.no-instruction": "The instruction is empty: say in a few words what to change.",
    "draft.none-written": "No draft was written: try again.",
    "draft.shuffled": {
        command: "The strategy shuffled needs another author's history: it is a control of `idiolect eval`, choose plug to draft.",
        window: "The strategy shuffled needs another author's history: choose another one."
    },
    "strategy.unknown": ({name, known}: {name: string; known: readonly string[]}) =>
        `There is no strategy ${name}: choose one of ${known.join(", ")}.`,
    "strategy.no-texts": "There are no texts of yours yet, so this draft is not in your voice.",
    "strategy.trained-persona": "The voice trained on your own texts shaped this draft.",
    "strategy.trained-persona-example": "The voice trained on your own texts shaped this draft, with one of them as an example.",
    "strategy.plug": "Your voice shaped this draft.",
    "strategy.examples": "This draft follows texts of yours as examples, and your habits in words.",
    "strategy.examples-not-plug":
        "The plug cannot be used with this model, so this draft follows texts of yours as examples, and your habits in words.",
    "strategy.chosen": {
        command: ({strategy}: {strategy: string}) => `The strategy ${strategy} was asked for.`,
        window: ({strategy}: {strategy: string}) => chosen.get(strategy) ?? `This draft was written with the strategy ${strategy}.`
    },
    "meter.other-version":
        "The texts that your voice is compared with belong to another version of this program: install the program again.",

    "connection.off": ({title}: {title: string}) => `The ${title} is off: switch it on first, in Idiolect under Connections.`,
    "connection.port-taken": {
        command: ({port}: Port) =>
            `Port ${port} is used by another program: choose another one with \`idiolect connections on NAME --port N\`.`,
        window: ({port}: Port) => `Port ${port} is used by another program: choose another one under “Connections”.`
    },
    "connection.port-closed": {
        command: ({port, why}: Port & {why: string}) =>
            `Port ${port} cannot be opened (${why}): choose another one with \`idiolect connections on NAME --port N\`.`,
        window: ({port, why}: Port & {why: string}) => `Port ${port} cannot be opened (${why}): choose another one under “Connections”.`
    },

    "update.not-replaceable": "This copy of Idiolect cannot replace itself; update it the way it was installed.",
    "update.unsigned": "The list of updates is not signed by Idiolect's publisher, so nothing of it was taken; try again later.",
    "update.other-host": ({host}: {host: string}) =>
        `The update was to come from ${host}, which is not one of the named hosts, so it was not taken; try again later.`,
    "update.other-file": "The update that arrived is not the one that was signed, so it was not taken; it is fetched again tomorrow.",
    "update.disk-full": "The disk is full, so the update could not be fetched; free some space.",
    "update.failed": ({why}: {why: string}) => `The update could not be fetched (${why}); it is tried again tomorrow.`,

    "preview.cannot": {
        command: "The preview cannot do this; use the desktop program (`npm start`).",
        window: "The preview cannot do this; use the desktop program."
    },
    "preview.not-built": {
        command: "The window has not been built; run `npm run build:window` first.",
        window: "The window has not been built; install Idiolect again."
    }
} satisfies Entries;
