import {parentPort} from "node:worker_threads";
import {UserError} from "../../app/errors.ts";
import type {StoredText} from "../../app/persona/voice-meter/voice-meter.ts";
import {LibraryCore} from "./core.ts";
import type {CoreConfiguration, CoreScanOptions} from "./core-options.ts";
import {openCall} from "./core-protocol.ts";
import type {FromCore, ToCore} from "./core-protocol.ts";
import type {LearnedDraft, ListQuery} from "./library.ts";
import {FolderSync} from "./watching/folder-sync.ts";

/** The library's thread: answers calls, one message each, and asks the caller's thread to encode. */
const port = parentPort;
if (port === null)
    throw new Error("This file runs as a worker thread");

const post = (message: FromCore, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const aborts = new Map<number, AbortController>();
const encodings = new Map<number, {resolve(rows: Float32Array): void; reject(error: Error): void}>();
let requests = 0;
let core: LibraryCore | null = null;
let folderSync: FolderSync | null = null;
let settle = 300, reconcileEvery = 300_000;

port.on("message", (message: ToCore) => {
    switch (message.type) {
        case "open": answer(openCall, () => {
            ({settle, reconcileEvery} = message);
            core = new LibraryCore(message.options, {
                encode: (items) => new Promise((resolve, reject) => {
                    const request = ++requests;
                    encodings.set(request, {resolve, reject});
                    post({type: "encode", request, items});
                }),
                changed: (state) => post({type: "changed", state}),
                guessed: (identities) => post({type: "guessed", identities})
            });
            return core.state;
        }); break;
        case "call": answer(message.call, (signal) => call(message.method, message.values, message.call, signal)); break;
        case "abort": aborts.get(message.call)?.abort(); break;
        case "encoded": {
            const waiting = encodings.get(message.request);
            encodings.delete(message.request);
            if (message.rows !== null)
                waiting?.resolve(message.rows);
            else
                waiting?.reject(new Error(message.error ?? "The encoder failed"));
        }
    }
});

function answer(number: number, work: (signal: AbortSignal) => unknown): void {
    const abort = new AbortController();
    aborts.set(number, abort);
    void (async () => work(abort.signal))().then((value) => {
        post({type: "result", call: number, value}, transferable(value));
    }, (error: unknown) => {
        post({type: "failure", call: number, message: error instanceof Error ? error.message : String(error), isUserError: error instanceof UserError, stack: error instanceof Error ? error.stack ?? null : null});
    }).finally(() => aborts.delete(number));
}

/** Vectors are handed over, not copied. */
function transferable(value: unknown): ArrayBuffer[] {
    if (typeof value !== "object" || value === null || !("matrix" in value) || !(value.matrix instanceof Float32Array))
        return [];
    return [value.matrix.buffer as ArrayBuffer];
}

async function call(method: string, values: readonly unknown[], number: number, signal: AbortSignal): Promise<unknown> {
    if (core === null)
        throw new Error("The library is not open");
    const [first, second] = values;
    switch (method) {
        case "configure":
            core.configure(first as CoreConfiguration);
            await folderSync?.follow((first as CoreConfiguration).sources);
            return null;
        case "setEncoder": return core.setEncoder(first as string | null);
        case "scan": return core.scan(first as CoreScanOptions, (progress) => post({type: "progress", call: number, progress}), signal);
        case "removeSource": return core.removeSource(first as string);
        case "status": return {...core.status(), watching: folderSync !== null, watchProblem: folderSync?.problem ?? null};
        case "sources": return core.sourceStatus();
        case "items": return core.items(first as number, second as number);
        case "item": return core.item(first as string);
        case "vectors": return core.vectors();
        case "voiceTexts": return core.voiceTexts(first as string);
        case "keepVoiceTexts": return core.keepVoiceTexts(first as string, second as StoredText[]);
        case "search": return core.search(first as string, second as number);
        case "list": return core.list(first as ListQuery);
        case "suggestIdentities": return core.suggestIdentities();
        case "learn": return core.learn(first as LearnedDraft);
        case "unlearn": return core.unlearn(first as string);
        case "erase": return core.erase();
        case "explain": return core.explain(first as string);
        case "watch":
            folderSync ??= new FolderSync(core, first as CoreConfiguration["sources"], {settle, reconcileEvery}, {
                report: (report) => post({type: "watchReport", report}),
                progress: (progress) => post({type: "watchProgress", progress}),
                problem: (sentence) => post({type: "watchProblem", sentence})
            });
            return folderSync.ready;
        case "unwatch":
            await folderSync?.close();
            folderSync = null;
            return null;
        case "close":
            for (const abort of aborts.values())
                abort.abort();
            for (const waiting of encodings.values())
                waiting.reject(new Error("The library was closed"));
            await folderSync?.close();
            await core.close();
            return null;
        default: throw new Error(`The library has no method ${method}`);
    }
}
