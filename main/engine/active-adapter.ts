/** The LoRA that a context computes with: node-llama-cpp sets one when it creates a context; here it is changed per prompt. */
import path from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {contextInternals} from "./internals.ts";
import type {LlamaContext} from "node-llama-cpp";
import type {PromptAdapter} from "../../app/drafting/engine.ts";
import type {PromptState} from "./prompt-state.ts";

export class ActiveAdapter {
    readonly #context: LlamaContext;
    readonly #promptState: PromptState;
    #active: PromptAdapter | null = null;

    constructor(context: LlamaContext, promptState: PromptState) {
        this.#context = context;
        this.#promptState = promptState;
    }

    /**
     * Switches the adapter and drops everything that was evaluated with another one. Nothing else may use the context meanwhile.
     * @throws {UserError} if the file is not an adapter for the model; the previous one stays active
     */
    async use({adapter = null}: {readonly adapter?: PromptAdapter | null}): Promise<void> {
        const wanted = adapter?.scale === 0 ? null : adapter;
        if (wanted?.file === this.#active?.file && wanted?.scale === this.#active?.scale) return;
        try {
            await contextInternals(this.#context)._setLoras(wanted == null ? [] : [{filePath: wanted.file, scale: wanted.scale}]);
        } catch (error) {
            const name = path.basename(wanted?.file ?? "");
            throw new UserError(say("model.adapter", {name}), {cause: error});
        }
        this.#active = wanted;
        this.#promptState.forget();
    }
}
