import {join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import type {Engine, ModelInfo} from "../app/drafting/engine.ts";
import type {Encoder} from "../app/persona/encoder.ts";
import type {Plug} from "../app/persona/plug.ts";
import {openEncoder} from "./encoder/encoder.ts";
import type {EngineOptions} from "./engine/llama-engine.ts";
import {openEngine} from "./engine/open-engine.ts";
import type {EngineHost} from "./engine/open-engine.ts";
import {ModelCatalogue} from "./models/catalogue.ts";
import {embeddedModel} from "./models/manifest.ts";
import type {EmbeddedModel} from "./models/manifest.ts";
import {plugFolders, plugForModel} from "./models/plugs.ts";
import {isServedAddress} from "./served/address.ts";
import type {Sentence} from "../app/sentences/sentence.ts";

/** The loaded model with its plug or trained persona. */
export interface ModelSession {
    readonly model: ModelInfo;
    /** null: drafts are written without a persona, and `plugRefusal` says why */
    readonly plug: Plug | null;
    readonly plugRefusal: Sentence | null;
}

export interface InstallationOptions {
    /** folder of all state; created if missing */
    readonly home: string;
    /** folder of the encoder; default: the embedded one */
    readonly encoder?: string;
    /** where the language model runs: in a separate process (forked by Node, or started by a function), or in this one */
    readonly engine: EngineHost;
    /** CPU threads of the language model; default: chosen by the machine */
    readonly threads?: number;
    /** the installer's resources; default: `resources` of this repository */
    readonly resources?: string;
}

/** The files installed on this machine: models, plugs, the encoder, and how to open them. */
export class Installation {
    readonly home: string;
    readonly resources: string;
    readonly embedded: EmbeddedModel;
    readonly models: ModelCatalogue;
    readonly #options: InstallationOptions;

    /** @throws UserError when the manifest of the embedded models is damaged */
    constructor(options: InstallationOptions) {
        this.#options = options;
        this.home = resolve(options.home);
        this.resources = options.resources ?? fileURLToPath(new URL("../resources", import.meta.url));
        this.embedded = embeddedModel(this.resources);
        this.models = new ModelCatalogue(this.home, this.embedded);
    }

    /** @throws UserError when a file of it is missing or damaged */
    openEncoder(): Promise<Encoder> {
        return openEncoder(this.#options.encoder ?? join(this.resources, "encoder"));
    }

    openEngine(options: Omit<EngineOptions, "threads"> = {}): Engine {
        const {engine, threads} = this.#options;
        return openEngine(engine, {...options, ...(threads === undefined ? {} : {threads})});
    }

    /**
     * Loads a model and finds its plug.
     * @param model path, or address of a model that another program serves
     * @param plug path; undefined: the one made for the model, if there is one
     * @throws UserError when the model cannot be loaded, or a plug that was named does not fit
     */
    async load(engine: Engine, encoder: Encoder, model: string, plug: string | undefined, signal?: AbortSignal): Promise<ModelSession> {
        const info = await engine.load(isServedAddress(model) ? model : resolve(model), signal);
        return this.withPlug(info, encoder, plug);
    }

    /** Finds the plug for a loaded model; see `load`. */
    async withPlug(model: ModelInfo, encoder: Encoder, plug: string | undefined): Promise<ModelSession> {
        return {model, ...(await plugForModel(plug, plugFolders(this.home, this.resources), model, encoder))};
    }
}
