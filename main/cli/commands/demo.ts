import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import type {Brief} from "../../../app/brief/brief.ts";
import type {Draft} from "../../../app/drafting/drafting.ts";
import {isTrained, strategyParts, type Strategy} from "../../../app/drafting/strategy.ts";
import {CommandError, UserError} from "../../../app/errors.ts";
import type {Idiolect} from "../../idiolect.ts";
import {isServedAddress} from "../../served/address.ts";
import {estimateVoice} from "../../training/estimate-voice.ts";
import {findPersona} from "../../training/persona-files.ts";
import {adoptSamplesPersona, samplesAuthor, samplesFolder} from "../../training/samples-persona.ts";
import {modelOptions, readArguments, serviceOptions, wholeNumber} from "../arguments.ts";
import type {Command} from "../command.ts";
import {openServices} from "../services.ts";
import {counted, Terminal} from "../terminal.ts";
import {draftDocument} from "./draft.ts";
import {progressLine} from "./ingest.ts";

const usage = `idiolect demo [--seed N] [--model FILE] [--plug FILE] [--home DIR] [--json]

Reads the sample folder (letters and posts by Maren Holt, an invented person who runs a boatshed), and writes one e-mail and one
headline in her voice, each beside what the same model writes without it. Nothing is kept, unless --home says where.`;

export const demo: Command = {
    summary: "the sample folder, one e-mail, one headline, with and without the sample author's voice",
    usage,
    run
};

const briefs: readonly {readonly title: string; readonly brief: Brief}[] = [
    {
        title: "an e-mail",
        brief: {
            kind: "email",
            to: "Tomas",
            subject: "new rope for the ferry",
            notes: "new rope arrived today; two hundred metres; too stiff for the winch; please check it on Monday morning"
        }
    },
    {
        title: "a headline",
        brief: {
            kind: "headline",
            text:
                "The old ladder on the north side of the slip has been replaced. It was made of iron and had rusted through " +
                "below the water line, where nobody looked. " +
                "The new one is oak with bronze rungs. Two of us carried it down at low water and bolted it to the wall in a " +
                "single morning. The ferry crew were the first to use it."
        }
    }
];

/** seed of the drafts; fixed, so that every run shows the same */
const defaultSeed = 7;
const influencesShown = 3;

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {values} = readArguments(args, {...modelOptions, seed: {type: "string"}});
    const terminal = new Terminal(values.json);
    const seed = wholeNumber("seed", values.seed, {least: 0, most: 2 ** 31 - 1}) ?? defaultSeed;
    const home = values.home ?? (await mkdtemp(join(tmpdir(), "idiolect-demo-")));
    try {
        await show(await openServices(serviceOptions({...values, home})), values.home === undefined, terminal, seed, signal);
    } finally {
        if (values.home === undefined) await rm(home, {recursive: true, force: true});
    }
}

async function show(idiolect: Idiolect, isNew: boolean, terminal: Terminal, seed: number, signal: AbortSignal): Promise<void> {
    try {
        await idiolect.library.setIdentities([...samplesAuthor]);
        await idiolect.library.addSource(samplesFolder(idiolect.resources));
        const report = await idiolect.library.scan({signal, onProgress: (progress) => terminal.progress(progressLine(progress))});
        const {encoded} = await idiolect.library.status();
        terminal.write(`${counted(report.libraryItems, "text")} by ${samplesAuthor[0]} read, ${encoded} of them in her voice.\n`);
        const {plugRefusal, model} = await idiolect.voice(signal);
        // with --home the user's own persona is drafted with, not the sample author's
        if (isNew) await adoptSamplesPersona(idiolect.library.store, idiolect.resources, model.sha256);
        if (plugRefusal !== null) terminal.write(`  · ${plugRefusal.text}\n`);
        const documents = [];
        for (const {title, brief} of briefs) {
            terminal.write(`\n━━ ${title} ━━  ${brief.notes ?? `${brief.text?.slice(0, 90) ?? ""}…`}\n`);
            const own = await write(idiolect, brief, undefined, seed, terminal, signal);
            terminal.write(explanation(own));
            const plain = await write(idiolect, brief, "none", seed, terminal, signal);
            terminal.write(
                matchLine(plain)
                    .map((line) => `${line}\n`)
                    .join("")
            );
            documents.push({kind: brief.kind, brief, withPersona: draftDocument(own), withoutPersona: draftDocument(plain)});
        }
        const training = await describeTraining(idiolect, signal);
        terminal.write(training.text);
        terminal.result({items: report.libraryItems, encoded, drafts: documents, training: training.document}, "");
    } finally {
        await idiolect.dispose();
    }
}

async function write(
    idiolect: Idiolect,
    brief: Brief,
    strategy: Strategy | undefined,
    seed: number,
    terminal: Terminal,
    signal: AbortSignal
): Promise<Draft> {
    terminal.write(strategy === undefined ? `\n── in her voice ──\n` : `\n── the same model without her voice ──\n`);
    for await (const event of idiolect.draft({brief, seeds: [seed], ...(strategy === undefined ? {} : {strategy})}, signal)) {
        // a candidate with faults is replaced, so the text is printed only when it is final
        if (event.type !== "end") continue;
        terminal.write(`${event.result.text}\n`);
        signal.throwIfAborted();
        return event.result;
    }
    throw new CommandError("The model wrote nothing: run the demo again.");
}

interface TrainingDescription {
    readonly text: string;
    /** gain: how much likelier each next word of kept-out texts is with the persona, 0.05 is 5 %; null where there is no persona */
    readonly document: {readonly gain: number | null; readonly seconds: number | null; readonly refusal: string | null};
}

/** What training a persona has gained for this author, and how long it would take on this machine, from one step of it. */
async function describeTraining(idiolect: Idiolect, signal: AbortSignal): Promise<TrainingDescription> {
    const {persona, engine, library} = idiolect;
    const items = await persona.items();
    const {model} = await idiolect.voice(signal);
    const {tuned = null} = isServedAddress(model.path) ? {} : await findPersona(library.store, model, items);
    const gain = tuned === null ? null : Math.exp(tuned.heldOut.before - tuned.heldOut.after) - 1;
    const trained =
        tuned === null || gain === null
            ? ""
            : `  · Vectors trained on ${counted(tuned.historyCount, "text")} of hers make each next word of ` +
              `${counted(tuned.heldOut.texts, "text")} that were kept out ${(100 * gain).toFixed(0)} % likelier.\n`;
    const heading = "\n━━ your own voice ━━\n\n";
    try {
        const {seconds} = await estimateVoice({items, engine}, signal);
        const time = seconds === null ? "some minutes" : `about ${counted(Math.max(1, Math.round(seconds / 60)), "minute")}`;
        return {
            text:
                `${heading}${trained}  · Such a training takes ${time} on this machine as it is now:\n` +
                "    npm run idiolect -- train --from FOLDER --me YOUR-ADDRESS\n",
            document: {gain, seconds, refusal: null}
        };
    } catch (error) {
        // a model served elsewhere, or one that cannot be trained, can still draft
        if (!(error instanceof UserError)) throw error;
        return {text: `${heading}${trained}  · ${error.message}\n`, document: {gain, seconds: null, refusal: error.message}};
    }
}

function explanation(draft: Draft): string {
    const shaping = draft.influences.slice(0, influencesShown).map(({weight, title, path}) => {
        const text = `"${title ?? ""}" (${basename(path)})`;
        return isTrained(strategyParts(draft.strategy)) ? `  · example: ${text}` : `  · shaped ${(100 * weight).toFixed(1)} % by ${text}`;
    });
    const lines = [
        ...matchLine(draft),
        `  · ${draft.strategyReason.text}`,
        ...draft.unsupported.map(({text}) => `  · not in the brief: ${text}`),
        ...draft.missingNotes.map((note) => `  · does not say: ${note}`),
        ...shaping
    ];
    return `${lines.join("\n")}\n`;
}

/** The voice meter gives no score for titles and short texts. */
function matchLine({matchScore}: Draft): readonly string[] {
    return matchScore === null ? [] : [`  · sounds like her: ${Math.round(100 * matchScore)} (0: other people, 100: her own letters)`];
}
