import {join, resolve} from "node:path";
import {setImmediate} from "node:timers/promises";
import {z} from "zod";
import type {DraftingParts, DraftRequest} from "../app/drafting/draft-request.ts";
import type {DraftingEvent} from "../app/drafting/drafting.ts";
import type {Engine} from "../app/drafting/engine.ts";
import type {ExampleSource} from "../app/drafting/examples.ts";
import {UserError} from "../app/errors.ts";
import {say} from "../app/sentences/sentence.ts";
import type {RevisionEvent, RevisionRequest} from "../app/drafting/revise.ts";
import type {Encoder} from "../app/persona/encoder.ts";
import {nearestRows} from "../app/persona/nearest.ts";
import {Persona} from "../app/persona/persona.ts";
import {Rows} from "../app/persona/rows.ts";
import {unlessAborted} from "./abort.ts";
import {EngineCrash} from "./engine/supervised-engine.ts";
import type {HistoryItem} from "../app/history/item.ts";
import {Recipients, type RecipientCorrection} from "../app/persona/recipients.ts";
import type {KeyProvider, Library} from "./library/library.ts";
import {openLibrary} from "./library/open-library.ts";
import type {ModelCatalogue} from "./models/catalogue.ts";
import {log} from "./log/log.ts";
import type {LogOptions} from "./log/log.ts";
import {Installation} from "./model-session.ts";
import type {InstallationOptions, ModelSession} from "./model-session.ts";
import {LoadRecord} from "./models/load-record.ts";
import {isServedAddress} from "./served/address.ts";
import {ModelSwitch} from "./served/model-switch.ts";
import {adapterFolder, findPersona} from "./training/persona-files.ts";
import {LibraryMeter} from "./voice/library-meter.ts";

export interface IdiolectOptions extends InstallationOptions {
    /** GGUF file, or address of a model served on this machine; default: the one selected in the catalogue, else the embedded one */
    readonly model?: string;
    /** plug file; default: the one made for the model, in the resources or in `plugs` of the home folder */
    readonly plug?: string;
    /** where the system keeps a key; if present, the library is encrypted with it */
    readonly keyProvider?: KeyProvider | null;
    /** log level and an additional output; default: warnings and errors, in the home only */
    readonly log?: Pick<LogOptions, "level" | "echo">;
}

/** All services of Idiolect over one home folder. */
export interface Idiolect {
    readonly home: string;
    readonly resources: string;
    readonly library: Library;
    readonly persona: Persona;
    /** the voice meter: how much a text sounds like the user */
    readonly meter: LibraryMeter;
    readonly models: ModelCatalogue;
    readonly engine: Engine;
    readonly encoder: Encoder;
    /**
     * Loads the model and its plug at the first call. A plug that was named and does not fit is an error; one that was found automatically
     * is ignored.
     */
    voice(signal?: AbortSignal): Promise<ModelSession>;
    /** Uses another model, with another plug, from the next draft on. Left out: as in the options. */
    useModel(model?: string, plug?: string): void;
    draft(request: DraftRequest, signal?: AbortSignal): AsyncGenerator<DraftingEvent>;
    revise(request: RevisionRequest, signal?: AbortSignal): AsyncGenerator<RevisionEvent>;
    dispose(): Promise<void>;
}

/** ms; if the program is ended after a load of this length, the user is assumed to have given up on the model */
const longLoad = 10_000;

/** Creates the services. Opens the library; model and encoder are loaded at first use. */
export async function createIdiolect(options: IdiolectOptions): Promise<Idiolect> {
    const installation = new Installation(options);
    log.open({home: installation.home, ...options.log});
    const encoder = await openOrExplain(installation, options.encoder !== undefined);
    const library = await openLibrary({
        home: installation.home,
        encoder: encoder.missing ? null : encoder,
        ...(options.keyProvider === undefined ? {} : {keyProvider: options.keyProvider})
    });
    log.info("library.opened", {items: library.history.size, encoder: !encoder.missing});
    return new Services(options, installation, library, encoder);
}

class Services implements Idiolect {
    readonly home: string;
    readonly resources: string;
    readonly library: Library;
    readonly persona: Persona;
    readonly meter: LibraryMeter;
    readonly models: ModelCatalogue;
    readonly engine: Engine;
    readonly encoder: Encoder;
    readonly #installation: Installation;
    #choice: {readonly model: string | undefined; readonly plug: string | undefined};
    #voice: Promise<ModelSession> | null = null;
    readonly #loads: LoadRecord;
    #isDisposing = false;
    #recipients: {
        readonly items: readonly HistoryItem[];
        readonly corrections: readonly RecipientCorrection[];
        readonly known: Recipients;
    } | null = null;

    constructor(options: IdiolectOptions, installation: Installation, library: Library, encoder: Encoder) {
        const {home, resources, models} = installation;
        this.home = home;
        this.resources = resources;
        this.models = models;
        this.#installation = installation;
        this.library = library;
        this.encoder = encoder;
        this.persona = new Persona(
            library.history,
            encoder,
            () => setImmediate(),
            () => this.meter
        );
        this.meter = new LibraryMeter(
            library,
            () => this.persona.items(),
            resources,
            () => setImmediate()
        );
        this.#loads = new LoadRecord(home);
        this.engine = new ModelSwitch(installation.openEngine({hashCache: join(home, "model-hashes.json"), adapters: adapterFolder(home)}));
        this.#choice = {model: options.model, plug: options.plug};
    }

    voice(signal?: AbortSignal): Promise<ModelSession> {
        if (this.#voice === null) {
            // without the caller's signal: other callers may be waiting for the same model when this one aborts
            const loading = this.#load();
            this.#voice = loading;
            // a failed load is retried at the next call
            loading.catch(() => {
                if (this.#voice === loading) this.#voice = null;
            });
        }
        return unlessAborted(this.#voice, signal);
    }

    useModel(model?: string, plug?: string): void {
        this.#choice = {model, plug};
        this.#voice = null;
    }

    async *draft(request: DraftRequest, signal?: AbortSignal): AsyncGenerator<DraftingEvent> {
        // what writes is loaded with the first draft, not with the window
        const {draft} = await import("../app/drafting/drafting.ts");
        yield* draft(await this.#parts(signal), request, signal);
    }

    async *revise(request: RevisionRequest, signal?: AbortSignal): AsyncGenerator<RevisionEvent> {
        const {revise} = await import("../app/drafting/revise.ts");
        yield* revise(await this.#parts(signal), request, signal);
    }

    async dispose(): Promise<void> {
        this.#isDisposing = true;
        await Promise.allSettled([this.engine.dispose(), this.library.close()]);
        await this.encoder.dispose();
    }

    async #parts(signal: AbortSignal | undefined): Promise<DraftingParts> {
        const voice = await this.voice(signal);
        const {engine, persona, encoder} = this;
        const {history} = this.library;
        const modelSampling =
            resolve(voice.model.path) === resolve(this.#installation.embedded.path) ? this.#installation.embedded.sampling : {};
        const towards = await this.#towards();
        const tuned = isServedAddress(voice.model.path) ? {} : await findPersona(this.library.store, voice.model, await persona.items());
        return {
            ...voice,
            ...tuned,
            engine,
            persona,
            history,
            examples: libraryExamples(this.library, persona, encoder),
            modelSampling,
            towards
        };
    }

    /** How the user greets and closes to whom, current with the library and with their corrections. */
    async #towards(): Promise<NonNullable<DraftingParts["towards"]>> {
        const corrections = this.library.store.recipients.value.recipients;
        const items = await this.persona.items();
        if (this.#recipients?.items !== items || this.#recipients.corrections !== corrections) {
            this.#recipients = {items, corrections, known: new Recipients(items, corrections)};
        }
        const {known} = this.#recipients;
        return (to) => known.addressFor(to);
    }

    async #load(): Promise<ModelSession> {
        const path = this.#choice.model ?? (await this.#chosen());
        await this.#loads.begin(path);
        const begun = Date.now();
        const model = await this.engine.load(isServedAddress(path) ? path : resolve(path)).catch(async (error: unknown) => {
            const gaveUp = this.#isDisposing && Date.now() - begun > longLoad;
            if (!gaveUp && !(error instanceof EngineCrash)) await this.#loads.end();
            log.warn("model.failed", {duration: Date.now() - begun}, error);
            throw error;
        });
        await this.#loads.end();
        const session = await this.#installation.withPlug(model, this.encoder, this.#choice.plug);
        log.info("model.loaded", {
            architecture: model.architecture,
            size: model.fileSize,
            plug: session.plug !== null,
            duration: Date.now() - begun
        });
        return session;
    }

    /** The model in use; one that hung or crashed at its last load is not selected automatically again. */
    async #chosen(): Promise<string> {
        const path = await this.models.inUse();
        if (!(await this.#loads.isUnfinished(path))) return path;
        await this.#loads.end();
        const putAside = await this.models.putAside();
        if (putAside === null) return path;
        throw new UserError(say("model.put-aside", {name: putAside}));
    }
}

const pinnedTexts = z.array(z.string());

/** Examples for the retrieval strategies, from the library. */
function libraryExamples({history, store}: Library, persona: Persona, encoder: Encoder): ExampleSource {
    return {
        pinned: async () => pinnedTexts.catch([]).parse(store.settings.value["pinned"] ?? []),
        items: () => persona.items(),
        search: async (query, k) => (await history.search(query, k)).map(({id}) => id),
        nearest: async (text, k) => {
            const [{ids, matrix}, vector] = await Promise.all([history.vectors(), encoder.encode([text])]);
            return nearestRows(ids, Rows.from(matrix, encoder.size), vector, k);
        }
    };
}

type MaybeEncoder = Encoder & {readonly missing: boolean};

/** A missing default encoder disables only what needs it: reading the library does not. */
async function openOrExplain(installation: Installation, named: boolean): Promise<MaybeEncoder> {
    try {
        return Object.assign(await installation.openEncoder(), {missing: false});
    } catch (error) {
        if (named) throw error;
        return {
            name: "none",
            size: 0,
            sha256: "",
            missing: true,
            encode: () => Promise.reject(error as Error),
            dispose: async () => undefined
        };
    }
}
