import {parentPort} from "node:worker_threads";
import {transfer} from "../../app/rpc/messages.ts";
import {ThreadChannel} from "../rpc/thread-channel.ts";
import {LibraryCore} from "./core.ts";
import type {LibraryHost, LibraryThread, OpenOptions} from "./thread-interface.ts";
import {FolderSync} from "./watching/folder-sync.ts";

/** The library's thread: answers calls, and calls the main thread to encode. */
if (parentPort === null) throw new Error("This file runs as a worker thread");

let opened: {readonly core: LibraryCore; readonly options: OpenOptions} | null = null;
let folderSync: FolderSync | null = null;

function library(): LibraryCore {
    if (opened === null) throw new Error("The library is not open");
    return opened.core;
}

const methods: LibraryThread = {
    open(options) {
        const core = new LibraryCore(options, {
            encode: (items) => host.call("encode", items),
            changed: (state) => host.notify("changed", state),
            guessed: (identities) => host.notify("guessed", identities)
        });
        opened = {core, options};
        return core.state;
    },
    async configure(configuration) {
        library().configure(configuration);
        await folderSync?.follow(configuration.sources);
    },
    setEncoder: (encoder) => library().setEncoder(encoder),
    scan: (options, {progress, signal}) => library().scan(options, progress, signal),
    removeSource: (id) => library().removeSource(id),
    status: () => ({...library().status(), watching: folderSync !== null, watchProblem: folderSync?.problem ?? null}),
    sources: () => library().sourceStatus(),
    items: ({after, limit}) => library().items(after, limit),
    item: (key) => library().item(key),
    vectors() {
        const vectors = library().vectors();
        return transfer(vectors, [vectors.matrix.buffer as ArrayBuffer]);
    },
    voiceTexts: (population) => library().voiceTexts(population),
    keepVoiceTexts: ({population, texts}) => library().keepVoiceTexts(population, texts),
    search: ({query, k}) => library().search(query, k),
    list: (query) => library().list(query),
    suggestIdentities: () => library().suggestIdentities(),
    learn: (draft) => library().learn(draft),
    unlearn: (id) => library().unlearn(id),
    erase: () => library().erase(),
    explain: (file) => library().explain(file),
    watch(sources) {
        const core = library();
        folderSync ??= new FolderSync(core, sources, (opened as NonNullable<typeof opened>).options, {
            report: (report) => host.notify("watchReport", report),
            progress: (progress) => host.notify("watchProgress", progress),
            problem: (sentence) => host.notify("watchProblem", sentence)
        });
        return folderSync.ready;
    },
    async unwatch() {
        await folderSync?.close();
        folderSync = null;
    },
    async close() {
        host.abortAll();
        host.end(new Error("The library was closed"));
        await folderSync?.close();
        await opened?.core.close();
    }
};
const host = new ThreadChannel<LibraryHost, LibraryThread>(parentPort, methods);
