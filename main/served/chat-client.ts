import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {ServedAddress} from "./address.ts";

export interface ChatMessage {
    readonly role: "system" | "user" | "assistant";
    readonly content: string;
}

export interface ChatRequest {
    readonly messages: readonly ChatMessage[];
    readonly seed: number;
    readonly temperature?: number;
    readonly top_p?: number;
    readonly max_tokens?: number;
    readonly stop?: readonly string[];
}

/** A piece of a streamed answer; `reason` in the last one. `usage` if the server counts. */
export interface ChatPiece {
    readonly text: string;
    readonly reason: "stop" | "length" | null;
    readonly usage: {readonly prompt: number; readonly completion: number} | null;
}

/** ms for a server to list its models */
const listTimeout = 3000;

/**
 * Names of a server's models.
 * @throws UserError if no server responds there, or not in OpenAI's format
 */
export async function servedModels(base: string, signal?: AbortSignal): Promise<readonly string[]> {
    const response = await ask(`${base}/models`, {
        signal: AbortSignal.any([AbortSignal.timeout(listTimeout), ...(signal === undefined ? [] : [signal])])
    });
    const body = (await response.json().catch(() => null)) as {data?: readonly {id?: unknown}[]} | null;
    if (!response.ok || !Array.isArray(body?.data)) throw new UserError(say("served.no-server", {base, status: response.status}));
    return body.data.map(({id}: {id?: unknown}) => id).filter((id) => typeof id === "string");
}

/** Streams one answer of `POST /chat/completions`. */
export async function* streamChat({base, model}: ServedAddress, request: ChatRequest, signal?: AbortSignal): AsyncGenerator<ChatPiece> {
    const response = await ask(`${base}/chat/completions`, {
        method: "POST",
        headers: {"content-type": "application/json"},
        ...(signal === undefined ? {} : {signal}),
        body: JSON.stringify({...request, model, stream: true, stream_options: {include_usage: true}})
    });
    if (!response.ok || response.body === null) throw await refused(response, base, model);
    const broken = (error: unknown): never => {
        if (signal?.aborted === true) throw error;
        throw new UserError(say("served.stopped", {name: model, base, why: causeOf(error)}), {cause: error});
    };
    for await (const data of serverEvents(response.body, broken)) {
        if (data === "[DONE]") return;
        const chunk = parseChunk(data);
        if (chunk.error?.message !== undefined) throw new UserError(say("served.stopped", {name: model, base, why: chunk.error.message}));
        const choice = chunk.choices?.[0];
        const usage = chunk.usage == null ? null : {prompt: chunk.usage.prompt_tokens ?? 0, completion: chunk.usage.completion_tokens ?? 0};
        yield {
            text: choice?.delta?.content ?? "",
            reason: choice?.finish_reason == null ? null : choice.finish_reason === "length" ? "length" : "stop",
            usage
        };
    }
}

interface Chunk {
    readonly choices?: readonly {readonly delta?: {readonly content?: string | null}; readonly finish_reason?: string | null}[];
    readonly usage?: {readonly prompt_tokens?: number; readonly completion_tokens?: number} | null;
    readonly error?: {readonly message?: string};
}

function parseChunk(data: string): Chunk {
    try {
        return JSON.parse(data) as Chunk;
    } catch {
        return {};
    }
}

/** fetch's own message is only that it was terminated */
function causeOf(error: unknown): string {
    const {cause, message} = error as Error;
    return cause instanceof Error ? cause.message : message;
}

async function* bytesOf(body: ReadableStream<Uint8Array>, broken: (error: unknown) => never): AsyncGenerator<Uint8Array> {
    try {
        yield* body as unknown as AsyncIterable<Uint8Array>;
    } catch (error) {
        broken(error);
    }
}

/** The `data` fields of server-sent events. `broken` is called when the connection ends before the answer. */
async function* serverEvents(body: ReadableStream<Uint8Array>, broken: (error: unknown) => never): AsyncGenerator<string> {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const bytes of bytesOf(body, broken)) {
        const lines = (rest + decoder.decode(bytes, {stream: true})).split(/\r?\n/);
        rest = lines.pop() ?? "";
        for (const line of lines) if (line.startsWith("data:")) yield line.slice(5).trim();
    }
    if (rest.startsWith("data:")) yield rest.slice(5).trim();
}

async function ask(url: string, options: RequestInit): Promise<Response> {
    return fetch(url, {...options, redirect: "error", credentials: "omit"}).catch((error: unknown) => {
        if (
            options.signal?.aborted === true &&
            !(options.signal.reason instanceof DOMException && options.signal.reason.name === "TimeoutError")
        )
            throw error;
        throw new UserError(say("served.nothing-answers", {origin: new URL(url).origin}), {cause: error});
    });
}

async function refused(response: Response, base: string, model: string): Promise<UserError> {
    const body = (await response.json().catch(() => null)) as {error?: {message?: unknown} | string} | null;
    const said =
        typeof body?.error === "string"
            ? body.error
            : typeof body?.error?.message === "string"
              ? body.error.message
              : say("served.status", {status: response.status});
    return new UserError(say("served.cannot-answer", {name: model, base, why: said}));
}
