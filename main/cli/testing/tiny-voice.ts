import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {tinyPlug, type TinyPlugOptions} from "../../../app/persona/testing/tiny-plug.ts";
import {makeTinyEncoder} from "../../encoder/testing/tiny-encoder.ts";
import {openEncoder} from "../../encoder/encoder.ts";
import {LlamaEngine} from "../../engine/llama-engine.ts";
import {makeTinyModel, type TinyModelOptions} from "../../engine/testing/tiny-model.ts";

/** The files of a tiny model, encoder and plug: real formats, random weights. */
export interface TinyVoice {
    readonly model: string;
    readonly plug: string;
    readonly encoder: string;
}

/** Creates a model, an encoder and the plug that fits both in `folder`. */
export async function makeTinyVoice(
    folder: string,
    options: {readonly model?: TinyModelOptions; readonly plug?: Partial<TinyPlugOptions>} = {}
): Promise<TinyVoice> {
    await mkdir(folder, {recursive: true});
    const model = await makeTinyModel(join(folder, "tiny.gguf"), options.model ?? {});
    const {directory} = await makeTinyEncoder(join(folder, "encoder"));
    const [engine, encoder] = [new LlamaEngine({threads: 1, gpu: false}), await openEncoder(directory)];
    const info = await engine.load(model);
    const plug = join(folder, "tiny.safetensors");
    await writeFile(plug, tinyPlug({model: info, encoder, ...options.plug}));
    await Promise.all([engine.dispose(), encoder.dispose()]);
    return {model, plug, encoder: directory};
}
