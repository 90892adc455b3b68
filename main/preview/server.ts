import {randomBytes, timingSafeEqual} from "node:crypto";
import type {IncomingMessage, ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {WebSocketServer} from "ws";
import type {Pages} from "../api/page.ts";
import type {Router} from "../api/router.ts";

export interface PreviewServer {
    /** opens the window once: its key is valid for one browser, and rejected from then on */
    readonly url: string;
    /** the window's page, for a browser that has the cookie */
    readonly page: string;
    /** an empty page, which anyone on this machine's loopback may see */
    readonly blank: string;
    /** the cookie that a browser must send; if it is handed over in another way, no key is needed, and the key is rejected from then on */
    handOver(): {readonly name: string; readonly value: string};
    readonly port: number;
    close(): Promise<void>;
}

// An import would evaluate the module's getters, one of which loads a whole HTTP client: 35 ms of the start.
const {createServer} = process.getBuiltinModule("node:http");

/** 64 MiB: the largest text that the contract accepts, with room for its JSON */
const largestMessage = 64 * 1024 * 1024;

/**
 * Serves the built window and the router's messages over loopback. A client must have the session's cookie, which scripts cannot
 * read and which is given once, for the key in the address; must have addressed 127.0.0.1 by that name (against DNS rebinding) and must not
 * come from another site's page.
 */
export async function servePreview({pages, router}: {pages: Pages; router: Router}): Promise<PreviewServer> {
    const session = randomBytes(32).toString("base64url");
    const key = new OneTimeKey();
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    const {port} = server.address() as AddressInfo;
    const guard = createGuard(port, session);

    server.on("request", (request, response) => {
        answer(request, response, {pages, guard, port, session, key}).catch(() => response.writeHead(500).end());
    });

    const sockets = new WebSocketServer({noServer: true, maxPayload: largestMessage, perMessageDeflate: false});
    server.on("upgrade", (request, socket, head) => {
        // a connection that breaks now has no other listener, and an error without one ends the program
        socket.on("error", () => socket.destroy());
        if (
            !guard.isOwnHost(request) ||
            request.headers.origin !== guard.origin ||
            !guard.hasCookie(request) ||
            request.url !== "/messages"
        ) {
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
        url: `${guard.origin}/?key=${key.value}`,
        blank: `${guard.origin}${blankPath}`,
        page: `${guard.origin}/`,
        handOver() {
            key.use(key.value);
            return {name: cookieName(port), value: session};
        },
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
    hasCookie(request: IncomingMessage): boolean;
}

/** A key that is valid once. */
class OneTimeKey {
    readonly value = randomBytes(32).toString("base64url");
    #isUsed = false;

    /** Whether it is the key, used for the first time. A wrong guess does not invalidate it. */
    use(given: string): boolean {
        if (this.#isUsed || !equal(given, this.value)) return false;
        this.#isUsed = true;
        return true;
    }
}

/** shown while the window opens */
const blankPath = "/opening";
const blankPage = '<!doctype html><meta name=color-scheme content="light dark"><title>Idiolect</title>';

function createGuard(port: number, session: string): Guard {
    const host = `127.0.0.1:${port}`;
    const origin = `http://${host}`;
    return {
        origin,
        // Node keeps the first of several cookies; a proxy in between may use the last
        isOwnHost: ({headers, rawHeaders}) =>
            headers.host === host && rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === "host").length === 1,
        isForeign: ({headers}) =>
            (headers.origin !== undefined && headers.origin !== origin) ||
            (headers["sec-fetch-site"] !== undefined &&
                headers["sec-fetch-site"] !== "same-origin" &&
                headers["sec-fetch-site"] !== "none"),
        hasCookie: ({headers}) => (headers.cookie ?? "").split(/;\s*/).some((cookie) => equal(cookie, `${cookieName(port)}=${session}`))
    };
}

interface Answering {
    readonly pages: Pages;
    readonly guard: Guard;
    readonly port: number;
    readonly session: string;
    readonly key: OneTimeKey;
}

async function answer(request: IncomingMessage, response: ServerResponse, {pages, guard, port, session, key}: Answering): Promise<void> {
    const refuse = (status: number, sentence: string): void => {
        response.writeHead(status, {"content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff"}).end(sentence);
    };
    if (!guard.isOwnHost(request) || guard.isForeign(request)) return refuse(403, "Idiolect answers only to its own window.");
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405, "Only reading is possible here.");
    const url = addressOf(request.url ?? "/", guard.origin);
    if (url === null) return refuse(400, "This is no address.");
    if (url.pathname === blankPath) {
        response
            .writeHead(200, {
                "content-type": "text/html; charset=utf-8",
                "content-security-policy": "default-src 'none'",
                "x-content-type-options": "nosniff"
            })
            .end(blankPage);
        return;
    }
    const given = url.pathname === "/" ? url.searchParams.get("key") : null;
    if (given !== null && (guard.hasCookie(request) || (request.method === "GET" && key.use(given)))) {
        // Removes the key from the address bar and the history at once.
        response
            .writeHead(303, {
                "location": "/",
                "set-cookie": `${cookieName(port)}=${session}; HttpOnly; SameSite=Strict; Path=/`,
                "cache-control": "no-store",
                "referrer-policy": "no-referrer"
            })
            .end();
        return;
    }
    if (given !== null)
        return refuse(403, "This address was opened before, or is not the one that was printed: end `npm run preview` and start it again.");
    if (!guard.hasCookie(request)) return refuse(403, "Open Idiolect with the address that `npm run preview` printed.");
    const file = pages.file(url.pathname, `ws://127.0.0.1:${port}`);
    if (file === null) return refuse(404, "There is no such file.");
    response.writeHead(200, file.headers).end(request.method === "HEAD" ? undefined : file.body);
}

/** null: not a valid address */
function addressOf(text: string, origin: string): URL | null {
    return URL.canParse(text, origin) ? new URL(text, origin) : null;
}

/** Cookies are not separated by port; the name includes it, so that two previews do not log each other out. */
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
