import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join, resolve} from "node:path";
import type {HistoryItem} from "../../../app/history/item.ts";
import type {VoiceProgress, VoiceResult} from "../../training/train-voice.ts";
import {modelOptions, readArguments, serviceOptions, UsageError, wholeNumber} from "../arguments.ts";
import type {Command} from "../command.ts";
import {openServices} from "../services.ts";
import {counted, Terminal} from "../terminal.ts";
import {checkFolder, progressLine} from "./ingest.ts";

const usage = `idiolect train [--model FILE] [--from FOLDER]… [--me NAME|ADDRESS]… [--out FILE] [--lora] [--vectors K]
               [--threads N] [--home DIR] [--json]

Trains your voice for a model on your own texts, on this machine, and measures it on texts that were kept out of training.
A training that was interrupted goes on where it was when it is called again.

  --from FOLDER     texts of this folder instead of the library's (may be given several times)
  --me NAME|ADDRESS who you are in the mail of --from (may be given several times)
  --out FILE        where the trained voice is written; default: into the home, where drafting finds it
  --lora            train a LoRA besides, for the strategies lora and lora+retrieval; a GGUF adapter beside the trained voice
  --vectors K       number of vectors; default: by the number of texts`;

export const train: Command = {summary: "train your voice for a model on your own texts", usage, run};

async function run(args: readonly string[], signal: AbortSignal): Promise<void> {
    const {values} = readArguments(args, {
        ...modelOptions,
        from: {type: "string", multiple: true},
        me: {type: "string", multiple: true},
        out: {type: "string"},
        lora: {type: "boolean", default: false},
        vectors: {type: "string"}
    });
    const terminal = new Terminal(values.json);
    const folders = values.from ?? [];
    if (values.me !== undefined && folders.length === 0)
        throw new UsageError("--me goes with --from; for the library, use idiolect ingest --me.");
    const vectors = wholeNumber("vectors", values.vectors, {least: 1, most: 64});
    const options = serviceOptions(values);
    await Promise.all(folders.map((folder) => checkFolder(resolve(folder))));
    const given =
        folders.length === 0
            ? null
            : await textsOf(
                  folders.map((folder) => resolve(folder)),
                  values.me ?? [],
                  terminal,
                  signal
              );
    const {trainVoice} = await import("../../training/train-voice.ts");
    const idiolect = await openServices(options);
    try {
        await idiolect.voice(signal);
        const running = trainVoice(
            {
                items: given ?? (await idiolect.persona.items()),
                fromLibrary: given === null,
                engine: idiolect.engine,
                home: idiolect.home,
                cipher: idiolect.library.store.cipher,
                ...(values.out !== undefined && {file: resolve(values.out)}),
                lora: values.lora,
                ...(options.threads !== undefined && {threads: options.threads}),
                ...(vectors !== undefined && {vectors})
            },
            signal
        );
        for (;;) {
            const {done, value} = await running.next();
            if (done === true) {
                terminal.result({vectors: value.k, ...value}, resultText(value));
                return;
            }
            const line = lineOf(value);
            if (line !== null) terminal.progress(line);
        }
    } finally {
        await idiolect.dispose();
    }
}

/** The user's own texts in folders, read through a temporary library that is deleted afterwards. */
async function textsOf(
    folders: readonly string[],
    me: readonly string[],
    terminal: Terminal,
    signal: AbortSignal
): Promise<readonly HistoryItem[]> {
    const home = await mkdtemp(join(tmpdir(), "idiolect-train-"));
    try {
        const {openLibrary} = await import("../../library/open-library.ts");
        const library = await openLibrary({home});
        try {
            await library.setIdentities([...me]);
            for (const folder of folders) await library.addSource(folder);
            const report = await library.scan({signal, onProgress: (progress) => terminal.progress(progressLine(progress))});
            if (report.identityNote !== null) terminal.note(report.identityNote.text);
            return await library.history.items();
        } finally {
            await library.close();
        }
    } finally {
        await rm(home, {recursive: true, force: true});
    }
}

function lineOf(progress: VoiceProgress): string | null {
    switch (progress.type) {
        case "texts":
            return `Learning from ${counted(progress.texts, "text")}; ${progress.keptOut} kept out to measure on`;
        case "estimate":
            return `${counted(progress.steps, "step")}, ${Math.ceil(progress.memory / 2 ** 20)} MiB of memory`;
        case "resumed":
            return `Going on from step ${progress.step}`;
        case "step": {
            const left = progress.step === 0 ? 0 : (progress.seconds / progress.step) * (progress.steps - progress.step);
            return (
                `Step ${progress.step} of ${progress.steps}, ${Math.round(progress.tokensPerSecond)} tokens/s, ${Math.ceil(left)} ` +
                "s left"
            );
        }
        case "heldOut":
            return `Kept-out texts: ${format(progress.loss)} nats a token (${format(progress.first)} at the start)`;
        case "measure":
            return "Measuring on the kept-out texts";
    }
}

const format = (value: number | null): string => (value === null ? "?" : value.toFixed(3));

function resultText({model, texts, keptOut, none, tuned, gain, content, lora, loraRefusal, seconds, file}: VoiceResult): string {
    // perplexity: between how many words the model hesitates
    const better = Math.round(100 * (1 - Math.exp(-gain)));
    return [
        `Your voice for ${model} was trained on ${counted(texts, "text")} in ${Math.ceil(seconds)} s: ${file}`,
        `On ${counted(keptOut, "text")} that it had not seen it leaves ${better} % less to guess (${none.toFixed(3)} to ` +
            `${tuned.toFixed(3)} nats a token).`,
        ...(content === null
            ? []
            : [`Drafts of their briefs say ${content.after} of ${content.notes} notes with it, and ${content.before} without.`]),
        ...(lora === null ? [] : [`The LoRA ${lora.file} comes to ${lora.tuned.toFixed(3)} nats a token.`]),
        ...(loraRefusal === null ? [] : [loraRefusal])
    ].join("\n");
}
