import {createHash} from "node:crypto";
import {createServer} from "node:http";
import type {IncomingMessage, ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";

/** A file server on 127.0.0.1 with the features of web servers: ranges, etags, redirects; and with their faults. */
export interface FileHost {
    readonly url: string;
    /** served files, by path; may be changed while it runs */
    readonly files: Map<string, Buffer>;
    /** every request, in order: path and Range header */
    readonly requests: {readonly path: string; readonly range: string | undefined}[];
    /** faults for the next requests, one each; `null`: none */
    readonly faults: (Fault | null)[];
    /** headers added to each answer */
    readonly headers: Record<string, string>;
    /** sends a range whatever the file was when the first part was sent */
    ignoresIfRange: boolean;
    close(): Promise<void>;
}

/**
 * `cut`: the connection breaks after so many bytes; `stall`: no more data after them; `redirect`: to this address; `status`: only this
 * status
 */
export type Fault = {readonly cut: number} | {readonly stall: number} | {readonly redirect: string} | {readonly status: number};

export async function startFileHost(): Promise<FileHost> {
    const files = new Map<string, Buffer>();
    const requests: FileHost["requests"] = [];
    const faults: FileHost["faults"] = [];
    const headers: Record<string, string> = {};
    const server = createServer((request, response) => {
        const path = request.url ?? "/";
        requests.push({path, range: request.headers.range});
        answer(request, response, {
            content: files.get(path),
            fault: faults.shift() ?? null,
            headers,
            ignoresIfRange: host.ignoresIfRange
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const host: FileHost = {
        ignoresIfRange: false,
        url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        files,
        requests,
        faults,
        headers,
        async close() {
            await new Promise((resolve) => {
                server.close(resolve);
                server.closeAllConnections();
            });
        }
    };
    return host;
}

function answer(
    request: IncomingMessage,
    response: ServerResponse,
    {
        content,
        fault,
        headers,
        ignoresIfRange
    }: {content: Buffer | undefined; fault: Fault | null; headers: Record<string, string>; ignoresIfRange: boolean}
): void {
    if (fault !== null && "redirect" in fault) return void response.writeHead(302, {...headers, location: fault.redirect}).end();
    if (fault !== null && "status" in fault) return void response.writeHead(fault.status).end("no");
    if (content === undefined) return void response.writeHead(404).end();
    const etag = `"${createHash("sha256").update(content).digest("hex").slice(0, 16)}"`;
    const asked = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const isStale = !ignoresIfRange && request.headers["if-range"] !== undefined && request.headers["if-range"] !== etag;
    const from = isStale ? 0 : asked;
    if (from > 0 && from >= content.length)
        return void response.writeHead(416, {...headers, "content-range": `bytes */${content.length}`}).end();
    response.writeHead(from > 0 ? 206 : 200, {
        ...headers,
        etag,
        "accept-ranges": "bytes",
        "content-length": content.length - from,
        ...(from > 0 ? {"content-range": `bytes ${from}-${content.length - 1}/${content.length}`} : {})
    });
    if (fault === null) return void response.end(content.subarray(from));
    const sent = content.subarray(from, from + ("cut" in fault ? fault.cut : fault.stall));
    response.write(sent, () => {
        // a moment later: data that arrived and was not read yet is lost with the connection
        if ("cut" in fault) setTimeout(() => response.destroy(), 400);
    });
}
