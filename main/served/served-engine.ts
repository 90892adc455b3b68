import {createHash} from "node:crypto";
import type {DraftEvent, DraftJob, Engine, ModelInfo, Prompt, PromptTurn, SamplingOptions} from "../../app/drafting/engine.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {formatServedAddress, parseServedAddress} from "./address.ts";
import type {ServedAddress} from "./address.ts";
import {AnswerText} from "./answer-text.ts";
import {servedModels, streamChat} from "./chat-client.ts";
import type {ChatMessage, ChatRequest} from "./chat-client.ts";

/** tokens: the usual default context of servers (Ollama's; LM Studio's is the same or larger) */
const contextSize = 4096;
/** characters per token, a conservative estimate: English has about 4, so that what is counted as fitting does fit */
const tokenCharacters = 3;
const defaults = {temperature: 0.7, topP: 0.95, maxTokens: 320} as const;

/**
 * A model that another program on this machine serves (Ollama, LM Studio, llama.cpp's server) behind the engine's port. It takes text only:
 * drafts are shaped by examples and habits in words. Token counts are estimates; of the sampling options temperature, top-p, stop and the
 * number of tokens are passed on, the others are not supported by such servers.
 */
export class ServedEngine implements Engine {
    #model: ModelInfo | null = null;
    #address: ServedAddress | null = null;

    get model(): ModelInfo | null {
        return this.#model;
    }

    /** @param address http://127.0.0.1:PORT/v1#NAME */
    async load(address: string, signal?: AbortSignal): Promise<ModelInfo> {
        const parsed = parseServedAddress(address);
        const names = await servedModels(parsed.base, signal);
        // Ollama lists llama3.2 as llama3.2:latest
        if (!names.includes(parsed.model) && !names.includes(`${parsed.model}:latest`)) {
            throw new UserError(say("served.no-model", {base: parsed.base, name: parsed.model, others: names.slice(0, 10)}));
        }
        this.#address = parsed;
        this.#model = describeServedModel(parsed);
        return this.#model;
    }

    async begin(): Promise<void> {
        // a server evaluates a prompt only when an answer is requested
    }

    async *draft({prompt, seeds, sampling = {}, perDraft = []}: DraftJob, signal?: AbortSignal): AsyncGenerator<DraftEvent> {
        const address = this.#loaded();
        const {messages, beginning} = messagesOf(prompt);
        const started = performance.now();
        for (const [draft, seed] of seeds.entries()) {
            yield* this.#one(
                {address, draft, beginning, started, request: {...samplingOf({...sampling, ...perDraft[draft]}), messages, seed}},
                signal
            );
        }
    }

    async score(): Promise<never> {
        throw new UserError(say("served.no-likelihood"));
    }

    async encode(): Promise<never> {
        throw new UserError(say("served.no-trained"));
    }

    async inputRows(): Promise<never> {
        throw new UserError(say("served.no-trained"));
    }

    async countTokens(text: string): Promise<number> {
        return Math.ceil(text.length / tokenCharacters);
    }

    async truncate(text: string, limit: number): Promise<string> {
        const characters = Math.abs(limit) * tokenCharacters;
        if (characters === 0) return "";
        return limit > 0 ? text.slice(0, characters) : text.slice(-characters);
    }

    async dispose(): Promise<void> {
        this.#model = null;
        this.#address = null;
    }

    async *#one({address, draft, beginning, started, request}: OneDraft, signal: AbortSignal | undefined): AsyncGenerator<DraftEvent> {
        const answer = new AnswerText(beginning);
        let text = "";
        let pieces = 0;
        let usage: {readonly prompt: number; readonly completion: number} | null = null;
        let reason: "stop" | "length" | "cancelled" = "stop";
        let firstTokenMs: number | null = null;
        try {
            signal?.throwIfAborted();
            for await (const piece of streamChat(address, request, signal)) {
                if (piece.text !== "") pieces++;
                const ready = answer.push(piece.text);
                usage = piece.usage ?? usage;
                if (piece.reason !== null) reason = piece.reason;
                if (ready === "") continue;
                firstTokenMs ??= performance.now() - started;
                text += ready;
                yield {type: "token", draft, text: ready};
            }
            const rest = answer.end();
            if (rest !== "") yield {type: "token", draft, text: rest};
            text += rest;
        } catch (error) {
            if (signal?.aborted !== true) throw error;
            reason = "cancelled";
        }
        const ms = performance.now() - started;
        const tokens = usage?.completion ?? pieces;
        const promptTokens = usage?.prompt ?? (await this.countTokens(request.messages.map(({content}) => content).join("\n")));
        yield {
            type: "end",
            draft,
            text,
            tokens,
            promptTokens,
            firstTokenMs: firstTokenMs ?? ms,
            tokensPerSecond: ms === 0 ? 0 : (1000 * tokens) / ms,
            reason
        };
    }

    #loaded(): ServedAddress {
        if (this.#address === null) throw new Error("no served model is loaded");
        return this.#address;
    }
}

interface OneDraft {
    readonly address: ServedAddress;
    readonly draft: number;
    readonly beginning: string;
    /** of the job, from `performance.now()` */
    readonly started: number;
    readonly request: ChatRequest;
}

/** Model info of a served model. Its "SHA-256" is that of its address, which identifies the model in place of a file's hash. */
export function describeServedModel(address: ServedAddress): ModelInfo {
    const path = formatServedAddress(address);
    return {
        path,
        name: address.model,
        architecture: "served",
        nEmbd: 0,
        vocabularySize: 0,
        contextSize,
        embeddingNorm: 0,
        embeddingRows: [],
        sha256: createHash("sha256").update(path).digest("hex"),
        fileSize: 0,
        chat: {defaultSystem: null, thinking: "none"},
        plugRefusal: say("served.text-alone", {name: address.model})
    };
}

/**
 * The prompt as messages. Continuing a text (an assistant's turn at the end) cannot be requested in this API: servers handle it
 * differently. The user's turn asks for the beginning instead, and `AnswerText` removes it again.
 */
function messagesOf(prompt: Prompt): {readonly messages: readonly ChatMessage[]; readonly beginning: string} {
    if (!("turns" in prompt)) throw new Error("a served model takes chat turns");
    const messages = prompt.turns.map((turn) => ({role: turn.role, content: textOf(turn)}));
    const last = messages.at(-1);
    const before = messages.at(-2);
    if (last?.role !== "assistant" || before === undefined) return {messages, beginning: ""};
    const asked = `${before.content}\n\nBegin your answer with exactly this, and go on from there:\n${last.content}`;
    return {messages: [...messages.slice(0, -2), {role: before.role, content: asked}], beginning: last.content};
}

function textOf({parts}: PromptTurn): string {
    return parts
        .map((part) => {
            if (part.type === "vectors" && part.vectors.length > 0) throw new UserError(say("served.no-vectors"));
            return part.type === "text" ? part.text : "";
        })
        .join("");
}

function samplingOf({
    temperature = defaults.temperature,
    topP = defaults.topP,
    maxTokens = defaults.maxTokens,
    stop = []
}: SamplingOptions) {
    return {temperature, top_p: topP, max_tokens: maxTokens, ...(stop.length === 0 ? {} : {stop: stop.slice(0, mostStops)})};
}

/** maximum number of stop strings in OpenAI's API */
const mostStops = 4;
