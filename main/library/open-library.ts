import {lstatSync} from "node:fs";
import {randomUUID} from "node:crypto";
import {resolve} from "node:path";
import type {Worker} from "node:worker_threads";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {History} from "../../app/history/history.ts";
import type {Identity, IdentityGuess} from "../../app/history/identity.ts";
import type {HistoryItem} from "../../app/history/item.ts";
import {encoderText} from "../../app/persona/encoder-text.ts";
import type {Encoder} from "../../app/persona/encoder.ts";
import type {StoredText} from "../../app/persona/voice-meter/voice-meter.ts";
import {transfer} from "../../app/rpc/messages.ts";
import {ThreadChannel} from "../rpc/thread-channel.ts";
import {erasePersonas, removeOpenCheckpoints} from "../training/persona-files.ts";
import {aesCipher, WrongKeyError} from "../store/cipher.ts";
import {NewerFileError} from "../store/json-store.ts";
import type {SourceRecord} from "../store/sources.ts";
import {openStore} from "../store/store.ts";
import type {Store} from "../store/store.ts";
import type {CoreConfiguration, CoreScanOptions, HistoryState} from "./core-options.ts";
import {takeCoreThread} from "./core-thread.ts";
import {learnedDrafts} from "./learned-drafts.ts";
import type {
    Explanation,
    KeyProvider,
    Library,
    LibraryStatus,
    ListPage,
    ListQuery,
    OpenLibraryOptions,
    ScanOptions,
    ScanReport,
    SourceOptions,
    SourceStatus,
    Watch,
    WatchOptions
} from "./library.ts";
import type {LibraryHost, LibraryThread} from "./thread-interface.ts";
import {trueCase} from "./scan/walk.ts";

/** items in one message from the library's thread; more would block the caller's event loop */
const itemsPerMessage = 200;
/** upper bound of the characters that an encoder reads of a text (256 tokens) */
const encodedCharacters = 6000;

/**
 * Opens the library in `home`, which is created if missing. One process at a time.
 * @throws HomeInUseError, NewerFileError, WrongKeyError, UserError: each with a sentence that says what to do
 */
export async function openLibrary(options: OpenLibraryOptions): Promise<Library> {
    const {key, reason} = await readKey(options.keyProvider ?? null);
    const store = await openStore(options.home, key === null ? null : aesCipher(key));
    const thread = new CoreThread(options.encoder ?? null, options.encoderText ?? encoderText);
    try {
        await removeOpenCheckpoints(store.home);
        const state = await thread.call("open", {
            debounceMs: options.debounceMs ?? 300,
            reconcileEvery: options.reconcileEvery ?? 5 * 60_000,
            home: store.home,
            key,
            keyReason: reason,
            encoder: options.encoder?.sha256 ?? null,
            configuration: configurationOf(store),
            learned: learnedDrafts(store.drafts.list()),
            ...(options.limits === undefined ? {} : {limits: options.limits})
        });
        return new ThreadedLibrary(store, thread, state);
    } catch (error) {
        await thread.end();
        store.close();
        throw error;
    }
}

async function readKey(provider: KeyProvider | null): Promise<{key: Uint8Array | null; reason: string}> {
    if (provider === null)
        return {key: null, reason: "This program has no access to the system's key store, so texts are stored as they are."};
    const key = await provider.key();
    return key === null
        ? {key, reason: `${provider.name} offers no safe place for a key, so texts are stored as they are.`}
        : {
              key,
              reason:
                  `Texts, drafts and vectors are encrypted (AES-256-GCM) with a key kept by ${provider.name}; file names, dates ` +
                  "and settings are not."
          };
}

function configurationOf(store: Store): CoreConfiguration {
    const {sources, identities, excluded} = store.sources.value;
    return {sources, identities, excluded};
}

/** The library's thread, and the calls that it makes to this one. */
class CoreThread {
    readonly #worker: Worker;
    readonly #channel: ThreadChannel<LibraryThread, LibraryHost>;
    readonly #encoderText: NonNullable<OpenLibraryOptions["encoderText"]>;
    encoder: Encoder | null;
    onChanged: (state: HistoryState) => void = () => {};
    onGuessed: (identities: readonly Identity[]) => void = () => {};
    #watch: WatchOptions | null = null;
    #waiting = 0;

    constructor(encoder: Encoder | null, text: NonNullable<OpenLibraryOptions["encoderText"]>) {
        this.encoder = encoder;
        this.#encoderText = text;
        this.#worker = takeCoreThread();
        this.#channel = new ThreadChannel<LibraryThread, LibraryHost>(
            this.#worker,
            {
                encode: (items) => this.#encode(items),
                changed: (state) => this.onChanged(state),
                guessed: (identities) => this.onGuessed(identities),
                watchReport: (report) => this.#watch?.onReport?.(report),
                watchProgress: (progress) => this.#watch?.onProgress?.(progress),
                watchProblem: (sentence) => this.#watch?.onProblem?.(sentence)
            },
            {errors: [NewerFileError, WrongKeyError], onWaiting: (count) => this.#keepRunning(count)}
        );
        this.#worker.on("error", (error) => this.#channel.end(error));
        this.#worker.on("exit", () => this.#channel.end(new Error("The library's thread has ended")));
    }

    get call(): ThreadChannel<LibraryThread, LibraryHost>["call"] {
        return this.#channel.call.bind(this.#channel);
    }

    set watch(options: WatchOptions | null) {
        this.#watch = options;
        this.#keepRunning(this.#waiting);
    }

    async end(): Promise<void> {
        this.#channel.end(new Error("The library was closed"));
        await this.#worker.terminate();
    }

    /** An idle library does not keep the process alive; calls and watching do. */
    #keepRunning(waiting: number): void {
        this.#waiting = waiting;
        if (waiting > 0 || this.#watch !== null) this.#worker.ref();
        else this.#worker.unref();
    }

    async #encode(items: readonly {readonly title: string | null; readonly text: string}[]): Promise<Float32Array> {
        if (this.encoder === null) throw new Error("There is no encoder");
        const texts = items.map(({title, text}) => this.#encoderText({title, text: text.slice(0, encodedCharacters)}));
        // copied, because an encoder may reuse its memory
        const rows = (await this.encoder.encode(texts)).slice();
        return transfer(rows, [rows.buffer]);
    }
}

class ThreadedLibrary implements Library {
    readonly store: Store;
    readonly history: History;
    readonly #thread: CoreThread;
    #state: HistoryState;
    #closing: Promise<void> | null = null;

    constructor(store: Store, thread: CoreThread, state: HistoryState) {
        this.store = store;
        this.#thread = thread;
        this.#state = state;
        thread.onChanged = (changed) => {
            this.#state = changed;
        };
        thread.onGuessed = (identities) =>
            void store.sources
                .update((data) => {
                    // the user's own answer may have come first
                    if (data.identities.length === 0) data.identities = [...identities];
                })
                .catch(() => {});
        const current = () => this.#state;
        this.history = {
            get size() {
                return current().size;
            },
            get revision() {
                return current().revision;
            },
            items: () => this.#items(),
            item: (id) => thread.call("item", id),
            vectors: () => thread.call("vectors", null),
            search: (query, k) => thread.call("search", {query, k})
        };
    }

    status(): Promise<LibraryStatus> {
        return this.#thread.call("status", null);
    }

    async addSource(path: string, options: SourceOptions = {}): Promise<SourceRecord> {
        const real = trueCase(resolve(path));
        const known = this.store.sources.value.sources.find((source) => source.path === real);
        if (known === undefined && lstatSync(real, {throwIfNoEntry: false}) === undefined)
            throw new UserError(say("folder.not-there", {path: real}));
        if (known !== undefined)
            return options.kinds === undefined && options.ignore === undefined ? known : this.updateSource(known.id, options);
        const source: SourceRecord = {
            id: randomUUID(),
            path: real,
            kinds: options.kinds === undefined ? null : [...options.kinds],
            ignore: [...(options.ignore ?? [])],
            paused: false,
            added: new Date().toISOString()
        };
        await this.#change((data) => {
            data.sources.push({...source, kinds: source.kinds === null ? null : [...source.kinds], ignore: [...source.ignore]});
        });
        return source;
    }

    async updateSource(id: string, options: SourceOptions): Promise<SourceRecord> {
        return this.#changeSource(id, (source) => {
            if (options.kinds !== undefined) source.kinds = options.kinds.length === 0 ? null : [...options.kinds];
            if (options.ignore !== undefined) source.ignore = [...options.ignore];
        });
    }

    async pauseSource(id: string, paused: boolean): Promise<void> {
        await this.#changeSource(id, (source) => {
            source.paused = paused;
        });
    }

    async removeSource(id: string): Promise<{readonly removedFiles: number; readonly removedItems: number}> {
        await this.#change((data) => {
            data.sources = data.sources.filter((source) => source.id !== id);
        });
        const removed = await this.#thread.call("removeSource", id);
        await this.#forgetInfluences();
        return removed;
    }

    sources(): Promise<readonly SourceStatus[]> {
        return this.#thread.call("sources", null);
    }

    async setIdentities(values: readonly string[]): Promise<readonly Identity[]> {
        await this.#change((data) => {
            data.identities = [...new Set(values.map((value) => value.trim()).filter((value) => value !== ""))].map((value) => ({
                value,
                origin: "given",
                evidence: null
            }));
        });
        return this.store.sources.value.identities;
    }

    suggestIdentities(): Promise<readonly IdentityGuess[]> {
        return this.#thread.call("suggestIdentities", null);
    }

    scan(options: ScanOptions = {}): Promise<ScanReport> {
        const request: CoreScanOptions = {sources: options.sources, encode: options.encode, confirmRemovals: options.confirmRemovals};
        return this.#thread.call("scan", request, {onProgress: options.onProgress, signal: options.signal});
    }

    async watch(options: WatchOptions = {}): Promise<Watch> {
        this.#thread.watch = options;
        await this.#thread.call("watch", this.store.sources.value.sources);
        return {
            close: async () => {
                this.#thread.watch = null;
                await this.#thread.call("unwatch", null);
            }
        };
    }

    confirmRemovals(sourceId: string): Promise<ScanReport> {
        return this.scan({sources: [sourceId], confirmRemovals: true});
    }

    explain(file: string): Promise<Explanation> {
        return this.#thread.call("explain", trueCase(resolve(file)));
    }

    async exclude(itemId: string, excluded = true): Promise<void> {
        await this.#change((data) => {
            data.excluded = data.excluded.filter((id) => id !== itemId);
            if (excluded) data.excluded.push(itemId);
        });
    }

    list(query: ListQuery = {}): Promise<ListPage> {
        return this.#thread.call("list", query);
    }

    learn(draft: Parameters<Library["learn"]>[0]): Promise<void> {
        return this.#thread.call("learn", draft);
    }

    unlearn(draftId: string): Promise<void> {
        return this.#thread.call("unlearn", draftId);
    }

    async erase(): Promise<void> {
        await this.#change((data) => {
            for (const source of data.sources) source.paused = true;
            // guessed identities came from the history; exclusions are hashes of it
            data.identities = data.identities.filter(({origin}) => origin === "given");
            data.excluded = [];
        });
        for (const {id, accepted} of this.store.drafts.list()) {
            // the draft stays, but is no longer learned from
            if (accepted) await this.store.drafts.accept(id, false);
        }
        await this.store.recipients.update((stored) => {
            stored.recipients = [];
        });
        // files derived from the texts are deleted with them
        await erasePersonas(this.store.home);
        await this.#thread.call("erase", null);
        await this.#forgetInfluences();
    }

    voiceTexts(population: string): Promise<readonly StoredText[]> {
        return this.#thread.call("voiceTexts", population);
    }

    keepVoiceTexts(population: string, texts: readonly StoredText[]): Promise<void> {
        return this.#thread.call("keepVoiceTexts", {population, texts});
    }

    async setEncoder(encoder: Encoder | null): Promise<void> {
        this.#thread.encoder = encoder;
        await this.#thread.call("setEncoder", encoder?.sha256 ?? null);
    }

    close(): Promise<void> {
        this.#closing ??= (async () => {
            await this.#thread.call("close", null).catch(() => {});
            await this.#thread.end();
            this.store.close();
        })();
        return this.#closing;
    }

    /** Drafts store titles and passages of the texts that influenced them: those removed from the history are removed there as well. */
    async #forgetInfluences(): Promise<void> {
        const ids = [...this.store.drafts.influences];
        const items = await Promise.all(ids.map((id) => this.history.item(id)));
        const known = new Set(ids.filter((_, index) => items[index] !== null));
        await this.store.drafts.forgetInfluences((id) => known.has(id));
    }

    async #items(): Promise<readonly HistoryItem[]> {
        const items: HistoryItem[] = [];
        let after = 0;
        for (;;) {
            const page = await this.#thread.call("items", {after, limit: itemsPerMessage});
            items.push(...page.map(({item}) => item));
            if (page.length < itemsPerMessage) return items;
            after = page.at(-1)?.row ?? after;
        }
    }

    async #changeSource(
        id: string,
        edit: (source: {paused: boolean; kinds: string[] | null; ignore: string[]}) => void
    ): Promise<SourceRecord> {
        if (!this.store.sources.value.sources.some((source) => source.id === id)) throw new UserError(say("folder.no-source"));
        await this.#change((data) => {
            const source = data.sources.find((candidate) => candidate.id === id);
            if (source !== undefined) edit(source);
        });
        const changed = this.store.sources.value.sources.find((source) => source.id === id);
        if (changed === undefined) throw new UserError(say("folder.removed-meanwhile"));
        return changed;
    }

    /** Writes the change durably first, then informs the library's thread. */
    async #change(edit: Parameters<Store["sources"]["update"]>[0]): Promise<void> {
        await this.store.sources.update(edit);
        await this.#thread.call("configure", configurationOf(this.store));
    }
}
