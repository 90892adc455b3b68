import {join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import type {Engine, ModelInfo} from "../../app/drafting/engine.ts";
import type {Encoder} from "../../app/persona/encoder.ts";
import type {Plug} from "../../app/persona/plug.ts";
import {openEncoder} from "../encoder/encoder.ts";
import {openEngine} from "../engine/open-engine.ts";
import type {IdiolectOptions} from "../idiolect.ts";
import {ModelCatalogue} from "../models/catalogue.ts";
import {embeddedModel} from "../models/manifest.ts";
import {plugForModel} from "../models/plugs.ts";

/** Model, plug and encoder without a library: what an evaluation works with. */
export interface OpenVoice {
    readonly model: ModelInfo;
    readonly plug: Plug | null;
    readonly plugRefusal: string | null;
    readonly encoder: Encoder;
    /** all with the same model loaded */
    readonly engines: readonly Engine[];
    dispose(): Promise<void>;
}

/** Opens `count` engines with the model of the options, its plug and the encoder. */
export async function openVoice(options: IdiolectOptions, count: number, signal: AbortSignal): Promise<OpenVoice> {
    const resources = options.resources ?? fileURLToPath(new URL("../../resources", import.meta.url));
    const catalogue = new ModelCatalogue(options.home, embeddedModel(resources));
    const path = resolve(options.model ?? await catalogue.inUse());
    const encoder = await openEncoder(options.encoder ?? join(resources, "encoder"));
    const engines = Array.from({length: count}, () => openEngine(options.engine, {gpu: false, ...(options.threads === undefined ? {} : {threads: options.threads})}));
    const dispose = async () => {
        await Promise.allSettled(engines.map((engine) => engine.dispose()));
        await encoder.dispose();
    };
    try {
        const [model] = await Promise.all(engines.map((engine) => engine.load(path, signal)));
        if (model === undefined) throw new RangeError("at least one engine is needed");
        const folders = [join(resources, "plug"), join(options.home, "plugs")];
        return {model, ...(await plugForModel(options.plug, folders, model, encoder)), encoder, engines, dispose};
    } catch (error) {
        await dispose();
        throw error;
    }
}
