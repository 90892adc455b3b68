import type {Engine} from "../../app/drafting/engine.ts";
import type {Encoder} from "../../app/persona/encoder.ts";
import type {IdiolectOptions} from "../idiolect.ts";
import {Installation} from "../model-session.ts";
import type {ModelSession} from "../model-session.ts";

/** Model, plug and encoder without a library, for evaluations. */
export interface OpenVoice extends ModelSession {
    readonly encoder: Encoder;
    /** all with the same model loaded */
    readonly engines: readonly Engine[];
    dispose(): Promise<void>;
}

/** Opens `count` engines with the model of the options, its plug and the encoder. */
export async function openVoice(options: IdiolectOptions, count: number, signal: AbortSignal): Promise<OpenVoice> {
    const installation = new Installation(options);
    const path = options.model ?? (await installation.models.inUse());
    const encoder = await installation.openEncoder();
    const engines = Array.from({length: count}, () => installation.openEngine({gpu: false}));
    const dispose = async () => {
        await Promise.allSettled(engines.map((engine) => engine.dispose()));
        await encoder.dispose();
    };
    try {
        const [session] = await Promise.all(engines.map((engine) => installation.load(engine, encoder, path, options.plug, signal)));
        if (session === undefined) throw new RangeError("at least one engine is needed");
        return {...session, encoder, engines, dispose};
    } catch (error) {
        await dispose();
        throw error;
    }
}
