import {createServer} from "node:http";
import type {IncomingMessage, ServerResponse} from "node:http";
import type {ConnectionName} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {sendJson} from "./answering.ts";
import type {Answering} from "./answering.ts";
import {answerChatCompletions, answerModels} from "./chat-completions.ts";
import {admit, RefusedRequest} from "./guard.ts";
import {readBody} from "./json-body.ts";
import type {Tokens} from "./tokens.ts";
import {checkInput, draftInput, rewriteInput} from "./voice-requests.ts";
import type {VoiceService} from "./voice-requests.ts";

export interface LoopbackServer {
    readonly port: number;
    /** another program is waiting for the model */
    readonly isAnswering: boolean;
    close(): Promise<void>;
}

export interface LoopbackOptions {
    readonly port: number;
    readonly tokens: Tokens;
    readonly voice: VoiceService;
    /** called for each accepted request */
    readonly onUse?: (connection: ConnectionName) => void;
    /** called with unexpected errors (bugs); never contains a token or a text */
    readonly report?: (error: unknown, request: string) => void;
}

/** requests that may wait for the model, the one being answered included */
const mostWaiting = 4;
/** the only address of the server */
const loopback = "127.0.0.1";

type Route = (answering: Answering) => Promise<void>;

/** Which connection may use which path: a token is valid for its own connection only. */
const routes: Readonly<
    Record<
        string,
        {readonly for: readonly ConnectionName[]; readonly method: "GET" | "POST"; readonly writes: boolean; readonly answer: Route}
    >
> = {
    "/v1/models": {for: ["endpoint"], method: "GET", writes: false, answer: answerModels},
    "/v1/chat/completions": {for: ["endpoint"], method: "POST", writes: true, answer: answerChatCompletions},
    "/idiolect/v1/status": {
        for: ["mcp", "thunderbird"],
        method: "GET",
        writes: false,
        answer: async ({response}) => sendJson(response, 200, {program: "idiolect"})
    },
    "/idiolect/v1/draft": {
        for: ["mcp", "thunderbird"],
        method: "POST",
        writes: true,
        answer: async ({request, response, voice, signal}) =>
            sendJson(response, 200, await voice.draft(await readBody(request, draftInput), signal))
    },
    "/idiolect/v1/rewrite": {
        for: ["mcp", "thunderbird"],
        method: "POST",
        writes: true,
        answer: async ({request, response, voice, signal}) =>
            sendJson(response, 200, await voice.rewrite(await readBody(request, rewriteInput), signal))
    },
    "/idiolect/v1/check": {
        for: ["mcp", "thunderbird"],
        method: "POST",
        writes: true,
        answer: async ({request, response, voice, signal}) =>
            sendJson(response, 200, await voice.check(await readBody(request, checkInput), signal))
    }
};

/**
 * Serves other programs on this machine, on 127.0.0.1 only.
 * @throws UserError when the port is in use
 */
export async function serveLoopback({port, tokens, voice, onUse, report}: LoopbackOptions): Promise<LoopbackServer> {
    const closing = new AbortController();
    let waiting = 0;
    const server = createServer({requestTimeout: 30_000, headersTimeout: 10_000}, (request, response) => void answer(request, response));

    async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
        const gone = new AbortController();
        response.once("close", () => gone.abort());
        const signal = AbortSignal.any([gone.signal, closing.signal]);
        let pathname = "";
        let isWaiting = false;
        try {
            const connection = admit(request, port, tokens);
            pathname = pathOf(request.url ?? "/", `http://${loopback}:${port}`);
            const route = Object.hasOwn(routes, pathname) ? routes[pathname] : undefined;
            if (route === undefined || !route.for.includes(connection))
                throw new RefusedRequest(404, "not_found", `There is no ${pathname} for this token.`);
            if (request.method !== route.method) throw new RefusedRequest(405, "method_not_allowed", `${pathname} takes ${route.method}.`);
            if (route.writes) {
                if (waiting >= mostWaiting)
                    throw new RefusedRequest(429, "too_many_requests", "Idiolect is writing for others: try again in a moment.");
                waiting++;
                isWaiting = true;
            }
            onUse?.(connection);
            await route.answer({request, response, voice, signal});
        } catch (error) {
            if (!signal.aborted && !(error instanceof UserError) && !(error instanceof RefusedRequest)) report?.(error, pathname);
            refuse(response, error);
        } finally {
            if (isWaiting) waiting--;
        }
    }

    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen({port, host: loopback, exclusive: true}, resolve);
    }).catch((error: NodeJS.ErrnoException) => {
        throw new UserError(
            error.code === "EADDRINUSE"
                ? say("connection.port-taken", {port})
                : say("connection.port-closed", {port, why: error.code ?? error.message})
        );
    });
    return {
        port,
        get isAnswering() {
            return waiting > 0;
        },
        async close() {
            closing.abort();
            await new Promise((resolve) => {
                server.close(resolve);
                server.closeAllConnections();
            });
        }
    };
}

/** The path of a request's target, which a client may send in any form. */
function pathOf(target: string, origin: string): string {
    const url = URL.parse(target, origin);
    if (url === null) throw new RefusedRequest(400, "invalid_request", "The request's target is no address.");
    return url.pathname;
}

/** An error in the format of OpenAI's API; messages that were not written for users are hidden. */
function refuse(response: ServerResponse, error: unknown): void {
    const [status, code, message] =
        error instanceof RefusedRequest
            ? ([error.status, error.code, error.message] as const)
            : error instanceof UserError
              ? ([422, "cannot_write", error.message] as const)
              : ([500, "internal_error", "Something went wrong inside Idiolect; its log has the details."] as const);
    const body = {error: {message, type: status < 500 ? "invalid_request_error" : "server_error", param: null, code}};
    if (response.headersSent) response.end(`data: ${JSON.stringify(body)}\n\n`);
    else {
        if (status === 413) response.setHeader("connection", "close");
        sendJson(response, status, body);
    }
}
