import type {IncomingMessage} from "node:http";
import type {z} from "zod";
import {RefusedRequest} from "./guard.ts";
import {safeParse} from "../../app/safe-parse.ts";

/** bytes; a long message with its quotes is far below this */
const largestBody = 4 * 1024 * 1024;
/** bytes of a body that is too large which are still taken: a client reads the answer only when it has sent everything */
const mostDropped = 64 * 1024 * 1024;

/**
 * Reads a JSON body and validates it.
 * @throws RefusedRequest for a body that is too large, not JSON, or does not match the schema
 */
export async function readBody<S extends z.ZodType>(request: IncomingMessage, schema: S): Promise<z.output<S>> {
    // a page can send text/plain without a preflight, but not JSON
    if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
        throw new RefusedRequest(415, "unsupported_media_type", "The body must be application/json.");
    }
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of request as AsyncIterable<Buffer>) {
        size += part.length;
        if (size > mostDropped) break;
        if (size <= largestBody) parts.push(part);
    }
    if (size > largestBody) throw new RefusedRequest(413, "request_too_large", `The body is larger than ${largestBody / 1024 / 1024} MiB.`);
    let body: unknown;
    try {
        body = JSON.parse(Buffer.concat(parts).toString("utf8"));
    } catch {
        throw new RefusedRequest(400, "invalid_json", "The body is not JSON.");
    }
    const checked = safeParse(schema, body);
    if (checked.success) return checked.data;
    const issue = checked.error.issues[0];
    const where = issue === undefined || issue.path.length === 0 ? "the body" : `"${issue.path.join(".")}"`;
    throw new RefusedRequest(400, "invalid_request", `The request does not fit: ${where}: ${issue?.message ?? "unknown"}.`);
}
