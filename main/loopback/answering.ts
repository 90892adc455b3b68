import type {IncomingMessage, ServerResponse} from "node:http";
import type {VoiceService} from "./voice-requests.ts";

/** Arguments of a route of the loopback server. */
export interface Answering {
    readonly request: IncomingMessage;
    readonly response: ServerResponse;
    readonly voice: VoiceService;
    /** aborted when the client disconnects or the server closes */
    readonly signal: AbortSignal;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
    response.writeHead(status, {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff"
    });
    response.end(JSON.stringify(body));
}
