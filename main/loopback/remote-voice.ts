import {request as httpRequest} from "node:http";
import type {IncomingMessage} from "node:http";
import {text as readAll} from "node:stream/consumers";
import type {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {quote} from "../../app/sentences/sentence.ts";
import {checkOutput, draftOutput, rewriteOutput} from "./voice-requests.ts";
import type {VoiceService} from "./voice-requests.ts";

/** Port of a running Idiolect on 127.0.0.1, and a token that it accepts. */
export interface RemoteAddress {
    readonly port: number;
    readonly token: string;
}

/** ms to wait for a running Idiolect to respond */
const statusTimeout = 1500;

/** Whether an Idiolect that accepts this token listens on the port. */
export async function isReachable(address: RemoteAddress): Promise<boolean> {
    try {
        const response = await send(address, "GET", "/idiolect/v1/status", undefined, AbortSignal.timeout(statusTimeout));
        response.resume();
        return response.statusCode === 200;
    } catch {
        return false;
    }
}

/** Drafts through a running Idiolect, which owns the library and has the model loaded. */
export function remoteVoice(address: RemoteAddress): VoiceService {
    const ask = async <S extends z.ZodType>(
        path: string,
        input: unknown,
        schema: S,
        signal: AbortSignal | undefined
    ): Promise<z.output<S>> => {
        const response = await send(address, "POST", path, input, signal);
        const body = await readAll(response);
        if (response.statusCode === 200) return schema.parse(JSON.parse(body));
        throw new UserError(quote(sentenceOf(body)));
    };
    return {
        draft: (input, signal) => ask("/idiolect/v1/draft", input, draftOutput, signal),
        rewrite: (input, signal) => ask("/idiolect/v1/rewrite", input, rewriteOutput, signal),
        check: (input, signal) => ask("/idiolect/v1/check", input, checkOutput, signal)
    };
}

/** Uses node:http instead of `fetch`, whose timeout of five minutes cannot be changed. */
function send(
    {port, token}: RemoteAddress,
    method: "GET" | "POST",
    path: string,
    input: unknown,
    signal: AbortSignal | undefined
): Promise<IncomingMessage> {
    const body = input === undefined ? "" : JSON.stringify(input);
    return new Promise((resolve, reject) => {
        const call = httpRequest(
            {
                host: "127.0.0.1",
                port,
                path,
                method,
                agent: false,
                ...(signal === undefined ? {} : {signal}),
                headers: {
                    authorization: `Bearer ${token}`,
                    ...(body === "" ? {} : {"content-type": "application/json", "content-length": Buffer.byteLength(body)})
                }
            },
            resolve
        );
        call.once("error", reject);
        call.end(body);
    });
}

function sentenceOf(body: string): string {
    try {
        const {error} = JSON.parse(body) as {error?: {message?: unknown}};
        if (typeof error?.message === "string") return error.message;
    } catch {
        // not JSON: another program is listening on that port
    }
    return "The program that answers on Idiolect's port is not Idiolect: choose another port in its window, under Connections.";
}
