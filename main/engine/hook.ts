/** Typed interface of the native hook, which feeds vectors into a context of node-llama-cpp; see native/README.md. */
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import path from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {findAbove} from "../rights/find-above.ts";
import {contextInternals, llamaInternals, modelInternals} from "./internals.ts";
import type {LlamaContext, LlamaModel} from "node-llama-cpp";
import type {AddonClass, AddonObject} from "./internals.ts";
import {nodeLlamaCppPath} from "./node-llama-cpp-path.ts";

/** The only release whose class layouts the hook was compiled against. */
const SUPPORTED_NODE_LLAMA_CPP = "3.22.1";

interface NativeHook {
    bind(model: AddonObject, modelClass: AddonClass): string;
    describe(expected: ExpectedContext, context: AddonObject): ContextDescription;
    inject(
        expected: ExpectedContext,
        context: AddonObject,
        sequence: number,
        position: number,
        vectors: Float32Array,
        wantsOutput: boolean
    ): Promise<number>;
    decodeRows(type: number, bytes: Uint8Array, columns: number): Float32Array;
}

/**
 * A context's properties as JavaScript sees them. The hook compares them with the C++ object before it follows any pointer of that object.
 */
interface ExpectedContext {
    readonly AddonContext: AddonClass;
    readonly AddonModel: AddonClass;
    readonly model: AddonObject;
    readonly sequences: number;
    readonly batchSize: number;
}

export interface ContextDescription {
    /** length of a vector that the model takes as input */
    readonly inputSize: number;
    /** M-RoPE: the model expects several positions for each vector, which the hook does not provide */
    readonly multiAxisRope: boolean;
}

export class Hook {
    readonly #native: NativeHook;
    readonly #model: LlamaModel;

    /**
     * Binds the hook to the llama.cpp that `model` was loaded with.
     * @throws {UserError} if node-llama-cpp is not the supported release, or the hook was not built
     */
    constructor(model: LlamaModel, versionFile: string = nodeLlamaCppVersionFile()) {
        checkNodeLlamaCppVersion(versionFile);
        this.#native = loadNativeHook();
        this.#model = model;
        if (model.disposed) throw new Error("the model is disposed");
        this.#native.bind(modelInternals(model)._model, this.#bindings.AddonModel);
    }

    describe(context: LlamaContext): ContextDescription {
        return this.#native.describe(this.#expected(context), contextInternals(context)._ctx);
    }

    /**
     * Decodes vectors, shape (n, inputSize) row-major, into a sequence at its next free position. The array may be changed as soon as
     * this returns. The caller does bookkeeping and locking: see `VirtualTokens`.
     * @returns the index of the last vector in its batch, where the sampler finds its logits if `wantsOutput`
     */
    async inject(context: LlamaContext, sequence: number, position: number, vectors: Float32Array, wantsOutput: boolean): Promise<number> {
        return this.#native.inject(this.#expected(context), contextInternals(context)._ctx, sequence, position, vectors, wantsOutput);
    }

    /** Dequantises whole rows of `columns` values, as a GGUF file stores them in ggml's tensor type `type`, to floats. */
    decodeRows(type: number, bytes: Uint8Array, columns: number): Float32Array {
        return this.#native.decodeRows(type, bytes, columns);
    }

    #expected(context: LlamaContext): ExpectedContext {
        const {_totalSequences, _batchSize, _swaFullCache} = contextInternals(context);
        // node-llama-cpp reserves one more token if a model has sliding windows
        const extra = !_swaFullCache && (context.model.fileInsights.swaSize ?? 0) > 0 ? 1 : 0;
        return {
            AddonContext: this.#bindings.AddonContext,
            AddonModel: this.#bindings.AddonModel,
            model: modelInternals(this.#model)._model,
            sequences: _totalSequences,
            batchSize: _batchSize + extra
        };
    }

    get #bindings() {
        return llamaInternals(modelInternals(this.#model)._llama)._bindings;
    }
}

/** @throws {UserError} unless the package.json at `versionFile` names the supported release */
export function checkNodeLlamaCppVersion(versionFile: string): void {
    const {version} = JSON.parse(readFileSync(versionFile, "utf8")) as {version: string};
    if (version !== SUPPORTED_NODE_LLAMA_CPP)
        throw new UserError(say("hook.other-version", {needed: SUPPORTED_NODE_LLAMA_CPP, found: String(version)}));
}

function nodeLlamaCppVersionFile(): string {
    return path.join(path.dirname(nodeLlamaCppPath), "..", "package.json");
}

function loadNativeHook(): NativeHook {
    const fileName = process.env["IDIOLECT_HOOK"] === "asan" ? "idiolect-hook.asan.node" : "idiolect-hook.node";
    const file = findAbove(import.meta.dirname, path.join("native", "build", fileName));
    if (file == null) throw new UserError(say("hook.not-built"));
    return createRequire(import.meta.url)(file) as NativeHook;
}
