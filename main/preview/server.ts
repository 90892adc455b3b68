import {randomBytes, timingSafeEqual} from "node:crypto";
import {createServer} from "node:http";
import type {IncomingMessage, ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {WebSocketServer} from "ws";
import {openPages} from "../desk/page.ts";
import type {Pages} from "../desk/page.ts";
import type {Router} from "../desk/router.ts";

export interface PreviewServer {
    /** opens the window once; holds the start's secret */
    readonly url: string;
    readonly port: number;
    close(): Promise<void>;
}

/** 64 MiB: the largest text the contract takes, with room for its JSON */
const largestMessage = 64 * 1024 * 1024;

/**
 * Serves the built window in `root` and the router's messages over loopback.
 *
 * Whoever comes must know the secret (first as `?key=`, then as a cookie that scripts cannot read), must have
 * addressed 127.0.0.1 by that name (no DNS rebinding) and must not come from another site's page.
 */
export async function servePreview({root, router}: {root: string; router: Router}): Promise<PreviewServer> {
    const pages = await openPages(root);
    const secret = randomBytes(32).toString("base64url");
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    const {port} = server.address() as AddressInfo;
    const guard = createGuard(port, secret);

    server.on("request", (request, response) => {
        answer(request, response, {pages, guard, port, secret}).catch(() => response.writeHead(500).end());
    });

    const sockets = new WebSocketServer({noServer: true, maxPayload: largestMessage, perMessageDeflate: false});
    server.on("upgrade", (request, socket, head) => {
        if (!guard.isOwnHost(request) || request.headers.origin !== guard.origin || !guard.hasCookie(request) || request.url !== "/messages") {
            socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
            return;
        }
        sockets.handleUpgrade(request, socket, head, (line) => {
            const session = router.connect((message) => line.send(JSON.stringify(message)));
            line.on("message", (data, isBinary) => {
                if (!isBinary) session.receive(parse(String(data)));
            });
            line.on("close", () => session.close());
            line.on("error", () => line.terminate());
        });
    });

    return {
        url: `${guard.origin}/?key=${secret}`,
        port,
        async close() {
            for (const line of sockets.clients) line.terminate();
            await new Promise((resolve) => {
                server.close(resolve);
                server.closeAllConnections();
            });
        }
    };
}

interface Guard {
    readonly origin: string;
    isOwnHost(request: IncomingMessage): boolean;
    isForeign(request: IncomingMessage): boolean;
    hasKey(url: URL): boolean;
    hasCookie(request: IncomingMessage): boolean;
}

function createGuard(port: number, secret: string): Guard {
    const host = `127.0.0.1:${port}`;
    const origin = `http://${host}`;
    return {
        origin,
        isOwnHost: (request) => request.headers.host === host,
        isForeign: ({headers}) =>
            (headers.origin !== undefined && headers.origin !== origin) ||
            (headers["sec-fetch-site"] !== undefined && headers["sec-fetch-site"] !== "same-origin" && headers["sec-fetch-site"] !== "none"),
        hasKey: (url) => equal(url.searchParams.get("key") ?? "", secret),
        hasCookie: ({headers}) => (headers.cookie ?? "").split(/;\s*/).some((cookie) => equal(cookie, `${cookieName(port)}=${secret}`))
    };
}

interface Answering {
    readonly pages: Pages;
    readonly guard: Guard;
    readonly port: number;
    readonly secret: string;
}

async function answer(request: IncomingMessage, response: ServerResponse, {pages, guard, port, secret}: Answering): Promise<void> {
    const refuse = (status: number, sentence: string): void => {
        response.writeHead(status, {"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff"}).end(sentence);
    };
    if (!guard.isOwnHost(request) || guard.isForeign(request)) return refuse(403, "Idiolect answers only to its own window.");
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "Only reading is possible here.");
    const url = new URL(request.url ?? "/", guard.origin);
    if (url.pathname === "/" && guard.hasKey(url)) {
        // The secret leaves the address bar and the history at once.
        response.writeHead(303, {
            "location": "/",
            "set-cookie": `${cookieName(port)}=${secret}; HttpOnly; SameSite=Strict; Path=/`,
            "cache-control": "no-store",
            "referrer-policy": "no-referrer"
        }).end();
        return;
    }
    if (!guard.hasCookie(request)) return refuse(403, "Open Idiolect with the address that `npm run preview` printed.");
    const file = pages.file(url.pathname, `ws://127.0.0.1:${port}`);
    if (file === null) return refuse(404, "There is no such file.");
    response.writeHead(200, file.headers).end(request.method === "HEAD" ? undefined : file.body);
}

/** Cookies do not know ports; the name does, so that two previews do not log each other out. */
function cookieName(port: number): string {
    return `idiolect-${port}`;
}

function equal(given: string, expected: string): boolean {
    const a = Buffer.from(given);
    const b = Buffer.from(expected);
    return a.length === b.length && timingSafeEqual(a, b);
}

function parse(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
