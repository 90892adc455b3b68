import {randomUUID} from "node:crypto";
import type {ServerResponse} from "node:http";
import {z} from "zod";
import {longText, shortText} from "../../app/contract/define.ts";
import {kinds} from "../../app/contract/index.ts";
import type {Kind} from "../../app/contract/index.ts";
import {RefusedRequest} from "./guard.ts";
import {readBody} from "./json-body.ts";
import {sendJson} from "./answering.ts";
import type {Answering} from "./answering.ts";
import {safeParse} from "../../app/safe-parse.ts";
import {draftInput} from "./voice-requests.ts";
import type {DraftInput, DraftOutput} from "./voice-requests.ts";

/*
 * The part of OpenAI's API that drafting needs: `GET /v1/models` and `POST /v1/chat/completions`, streamed or not.
 * Source of the shapes: the OpenAI API reference, "Create chat completion" and "The chat completion chunk object".
 *
 * Each kind of writing is a model of this API. The last user message says what to write; earlier turns and system messages are not
 * used, since a draft is shaped by the user's own history and rules. `metadata` may hold the brief's other fields.
 */

const modelPrefix = "idiolect";
/** `idiolect-email` …; `idiolect` alone drafts an e-mail; `idiolect-rewrite` rewrites the last message in the user's voice */
const modelIds = [modelPrefix, ...kinds.map((kind) => `${modelPrefix}-${kind}`), `${modelPrefix}-rewrite`];

const textPart = z.object({type: z.literal("text"), text: longText});
const content = z.union([longText, z.array(textPart)]);
const completionRequest = z.looseObject({
    model: z.string(),
    messages: z
        .array(z.looseObject({role: z.enum(["system", "developer", "user", "assistant", "tool", "function"]), content: content.nullish()}))
        .min(1),
    stream: z.boolean().nullish(),
    stream_options: z.object({include_usage: z.boolean().nullish()}).nullish(),
    n: z.int().min(1).max(3).nullish(),
    seed: z
        .int()
        .nonnegative()
        .max(2 ** 32 - 4)
        .nullish(),
    temperature: z.number().min(0).max(2).nullish(),
    max_tokens: z.int().min(1).max(4096).nullish(),
    max_completion_tokens: z.int().min(1).max(4096).nullish(),
    metadata: z.object({to: shortText, subject: shortText, notes: longText, message: longText}).partial().nullish()
});
type CompletionRequest = z.output<typeof completionRequest>;

/** parameters that would change the answer and are not supported: rejected, so that no client relies on them */
const notSupported = ["tools", "functions", "logprobs", "audio", "stop", "logit_bias", "prediction"];

export async function answerModels({response}: Answering): Promise<void> {
    sendJson(response, 200, {object: "list", data: modelIds.map((id) => ({id, object: "model", created: 0, owned_by: "idiolect"}))});
}

export async function answerChatCompletions({request, response, voice, signal}: Answering): Promise<void> {
    const body = await readBody(request, completionRequest);
    checkSupported(body);
    if (!modelIds.includes(body.model))
        throw new RefusedRequest(404, "model_not_found", `There is no model ${body.model}: choose one of ${modelIds.join(", ")}.`);
    const text = lastUserText(body);
    // a request that cannot be answered is refused by its status, before a stream begins
    const draft = body.model.endsWith("-rewrite") ? null : draftOf(body, text);
    const withUsage = body.stream_options?.include_usage === true;
    const stream = body.stream === true ? new EventStream(response, withUsage) : null;
    stream?.begin();
    const output =
        draft === null ? rewritten(await voice.rewrite({text, how: "mine", kind: "email"}, signal)) : await voice.draft(draft, signal);
    const head = {id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: body.model};
    if (stream === null) sendJson(response, 200, completion(head, output));
    else stream.send(head, output);
}

interface Head {
    readonly id: string;
    /** seconds since 1970 */
    readonly created: number;
    readonly model: string;
}

function checkSupported(body: CompletionRequest): void {
    const asked = notSupported.find((name) => {
        const value = body[name];
        return value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
    });
    if (asked !== undefined) throw new RefusedRequest(400, "unsupported_parameter", `Idiolect has no "${asked}": leave it out.`);
    const format = (body["response_format"] as {type?: unknown} | null | undefined)?.type;
    if (format !== undefined && format !== "text")
        throw new RefusedRequest(400, "unsupported_parameter", "Idiolect answers with text alone: leave response_format out.");
}

function lastUserText({messages}: CompletionRequest): string {
    const said = messages.findLast(({role}) => role === "user")?.content ?? "";
    const text = typeof said === "string" ? said : said.map((part) => part.text).join("\n");
    if (text.trim() === "") throw new RefusedRequest(400, "invalid_request", "The last user message is empty: say in it what to write.");
    if (!safeParse(longText, text).success)
        throw new RefusedRequest(400, "string_above_max_length", "The last user message is too long: shorten it.");
    return text;
}

function draftOf(body: CompletionRequest, text: string): DraftInput {
    const kind = (body.model === modelPrefix ? "email" : body.model.slice(modelPrefix.length + 1)) as Kind;
    const {to, subject, notes, message} = body.metadata ?? {};
    const said =
        kind === "email"
            ? {notes: text}
            : // a reply's last message is the one it answers; if `metadata` has it, the text is the notes
              kind === "reply"
              ? message === undefined
                  ? {message: text, notes}
                  : {message, notes: notes ?? text}
              : {text};
    const maxTokens = body.max_completion_tokens ?? body.max_tokens ?? undefined;
    return draftInput.parse({
        kind,
        to,
        subject,
        ...said,
        count: body.n ?? 1,
        seed: body.seed ?? undefined,
        temperature: body.temperature ?? undefined,
        maxTokens
    });
}

/** A rewritten text in the shape of a draft; its tokens are not counted. */
function rewritten({text, note}: {readonly text: string; readonly note: string | null}): DraftOutput {
    return {
        drafts: [{text, score: null, seed: 0, tokens: 0, promptTokens: 0, reason: "stop", brokenRules: []}],
        strategy: "rewrite",
        reason: "",
        note
    };
}

function completion(head: Head, output: DraftOutput): unknown {
    return {
        ...head,
        object: "chat.completion",
        choices: output.drafts.map(({text, reason}, index) => ({
            index,
            message: {role: "assistant", content: text, refusal: null},
            logprobs: null,
            finish_reason: reason === "length" ? "length" : "stop"
        })),
        usage: usageOf(output)
    };
}

function usageOf({drafts}: DraftOutput): unknown {
    const prompt = drafts[0]?.promptTokens ?? 0;
    const written = drafts.reduce((sum, {tokens}) => sum + tokens, 0);
    return {prompt_tokens: prompt, completion_tokens: written, total_tokens: prompt + written};
}

/** ms between two comments that prevent a client's timeout while the model generates */
const aliveEvery = 5000;

/**
 * Server-sent events. The finished text is streamed in pieces: greeting, casing and rules are applied only when a draft ends, and this
 * protocol cannot retract text. Until then comments keep the connection alive.
 */
class EventStream {
    readonly #response: ServerResponse;
    readonly #withUsage: boolean;
    #timer: NodeJS.Timeout | null = null;

    constructor(response: ServerResponse, withUsage: boolean) {
        this.#response = response;
        this.#withUsage = withUsage;
    }

    begin(): void {
        this.#response.writeHead(200, {
            "content-type": "text/event-stream; charset=utf-8",
            "cache-control": "no-store",
            "x-content-type-options": "nosniff"
        });
        this.#response.write(": writing\n\n");
        this.#timer = setInterval(() => this.#response.write(": writing\n\n"), aliveEvery);
        this.#response.once("close", () => this.#stop());
    }

    send(head: Head, output: DraftOutput): void {
        this.#stop();
        // with usage asked for, the last chunk has it and the others have null
        const sendChunk = (choices: readonly unknown[], usage: unknown = null): void => {
            const chunk = {...head, object: "chat.completion.chunk", choices, ...(this.#withUsage ? {usage} : {})};
            this.#response.write(`data: ${JSON.stringify(chunk)}\n\n`);
        };
        for (const [index, {text, reason}] of output.drafts.entries()) {
            sendChunk([{index, delta: {role: "assistant", content: ""}, logprobs: null, finish_reason: null}]);
            for (const piece of text.match(/\S*\s*/g) ?? []) {
                if (piece !== "") sendChunk([{index, delta: {content: piece}, logprobs: null, finish_reason: null}]);
            }
            sendChunk([{index, delta: {}, logprobs: null, finish_reason: reason === "length" ? "length" : "stop"}]);
        }
        if (this.#withUsage) sendChunk([], usageOf(output));
        this.#response.end("data: [DONE]\n\n");
    }

    #stop(): void {
        if (this.#timer !== null) clearInterval(this.#timer);
        this.#timer = null;
    }
}
