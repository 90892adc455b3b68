import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {request as httpRequest} from "node:http";
import {connect} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {WebSocket} from "ws";
import type {Handlers} from "../../app/contract/index.ts";
import {standardSettings} from "../../app/contract/index.ts";
import {openPages} from "../api/page.ts";
import {createRouter} from "../api/router.ts";
import {servePreview} from "./server.ts";
import type {PreviewServer} from "./server.ts";

let root: string;
let server: PreviewServer;
let cookie: string;
let lookedAt: Answer;

interface Answer {
    readonly status: number;
    readonly headers: NodeJS.Dict<string | string[]>;
    readonly body: string;
}

/** A request with exactly these headers, which a browser would not let a page send. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const call = httpRequest({host: "127.0.0.1", port: server.port, path, method, headers}, (response) => {
            let body = "";
            response.on("data", (part) => {
                body += String(part);
            });
            response.on("end", () => resolve({status: response.statusCode ?? 0, headers: response.headers, body}));
        });
        call.on("error", reject);
        call.end();
    });
}

/** The status for these raw bytes, which no client of Node's would send. */
function rawStatus(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
        let answer = "";
        const socket = connect(server.port, "127.0.0.1", () => socket.write(bytes));
        socket.on("data", (part) => {
            answer += String(part);
        });
        socket.on("close", () => resolve(answer.split(" ")[1] ?? ""));
        socket.on("error", reject);
    });
}

/** Opens the WebSocket and returns the outcome: "open" or the status that rejected it. */
function openLine(headers: Record<string, string>, path = "/messages"): Promise<string> {
    return new Promise((resolve) => {
        const line = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, {headers});
        line.on("open", () => {
            line.terminate();
            resolve("open");
        });
        line.on("unexpected-response", (_request, response) => resolve(String(response.statusCode)));
        line.on("error", () => resolve("error"));
    });
}

beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), "idiolect-preview-"));
    await writeFile(join(root, "index.html"), "<!doctype html><meta name=nonce content=%NONCE%>");
    await writeFile(join(root, "app.js"), "1");
    await writeFile(join(root, "..", "outside.js"), "secret").catch(() => {});
    server = await servePreview({
        pages: await openPages(root),
        router: createRouter({"settings.read": () => standardSettings} as unknown as Handlers)
    });
    const address = new URL(server.url).pathname + new URL(server.url).search;
    // a program that looks where an address leads to does not use it up, and gets nothing
    lookedAt = await get(address, {}, "HEAD");
    const first = await get(address);
    expect(first.status).toBe(303);
    cookie = String(first.headers["set-cookie"]).split(";")[0] ?? "";
});

afterAll(async () => {
    await server.close();
    await rm(root, {recursive: true});
});

describe("the preview's server", () => {
    it("exchanges the key for a cookie that scripts cannot read, and removes it from the address", async () => {
        // the browser with the cookie may open the old address again
        const {headers} = await get(`/${new URL(server.url).search}`, {cookie});
        expect(headers["location"]).toBe("/");
        expect(String(headers["set-cookie"])).toMatch(/HttpOnly; SameSite=Strict/);
    });

    it("gives the cookie for opening the address alone, not for asking where it leads to", () => {
        expect(lookedAt.status).toBe(403);
        expect(lookedAt.headers["set-cookie"]).toBeUndefined();
        expect(lookedAt.headers["location"]).toBeUndefined();
    });

    it("serves the page with a policy whose nonce is fresh each time", async () => {
        const [a, b] = await Promise.all([get("/", {cookie}), get("/", {cookie})]);
        const policy = String(a.headers["content-security-policy"]);
        expect(a.status).toBe(200);
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toContain("unsafe");
        expect(a.body).not.toContain("%NONCE%");
        expect(a.body).not.toBe(b.body);
    });

    it("gives the cookie once: the same key from another browser is rejected", async () => {
        const again = await get(`/${new URL(server.url).search}`);
        expect(again.status).toBe(403);
        expect(again.headers["set-cookie"]).toBeUndefined();
        expect(again.body).toMatch(/was opened before/);
    });

    it("accepts no key after the cookie was handed over", async () => {
        const other = await servePreview({pages: await openPages(root), router: createRouter({} as unknown as Handlers)});
        expect(other.url).not.toContain(other.handOver().value);
        const {status} = await new Promise<{status: number | undefined}>((resolve, reject) => {
            httpRequest(other.url, (response) => {
                response.resume();
                resolve({status: response.statusCode});
            })
                .on("error", reject)
                .end();
        });
        expect(status).toBe(403);
        await other.close();
    });

    it("rejects requests without the key", async () => {
        expect((await get("/")).status).toBe(403);
        expect((await get("/app.js")).status).toBe(403);
        expect((await get("/?key=guess")).status).toBe(403);
        expect((await get("/app.js", {cookie: cookie.slice(0, -1)})).status).toBe(403);
    });

    it("rejects a foreign Host, Origin or site", async () => {
        expect((await get("/", {cookie, host: `localhost:${server.port}`})).status).toBe(403);
        expect((await get("/", {cookie, host: "evil.example"})).status).toBe(403);
        for (const [host, version] of [
            ["", "1.1"],
            ["", "1.0"],
            [`127.0.0.1:${server.port}\r\nHost: evil.example`, "1.1"],
            [`evil.example\r\nHost: 127.0.0.1:${server.port}`, "1.1"]
        ]) {
            expect(await rawStatus(`GET / HTTP/${version}\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`), host).toBe(
                "403"
            );
        }
        expect((await get("/", {cookie, origin: "https://evil.example"})).status).toBe(403);
        expect((await get("/", {cookie, "sec-fetch-site": "cross-site"})).status).toBe(403);
        expect((await get("/", {cookie, "sec-fetch-site": "same-site"})).status).toBe(403);
    });

    it("serves nothing outside the window's folder and nothing of another type", async () => {
        for (const path of ["/../outside.js", "/%2e%2e/outside.js", "/..%2foutside.js", "/%00", "/%ff", "/a.node"]) {
            expect((await get(path, {cookie})).status, path).toBe(404);
        }
        expect((await get("/", {cookie}, "POST")).status).toBe(405);
    });

    it("accepts the WebSocket only from its own page", async () => {
        const origin = `http://127.0.0.1:${server.port}`;
        expect(await openLine({cookie, origin})).toBe("open");
        expect(await openLine({cookie})).toBe("403");
        expect(await openLine({cookie, origin: "https://evil.example"})).toBe("403");
        expect(await openLine({cookie, origin: "null"})).toBe("403");
        expect(await openLine({origin})).toBe("403");
        expect(await openLine({cookie, origin, host: `localhost:${server.port}`})).toBe("403");
        expect(await openLine({cookie, origin}, "/other")).toBe("403");
    });

    it("goes on when a connection that asks for the WebSocket breaks", async () => {
        for (let i = 0; i < 20; i++) {
            const socket = connect(server.port, "127.0.0.1");
            socket.on("error", () => {});
            await new Promise<void>((resolve) => socket.once("connect", resolve));
            socket.write(`GET /messages HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
            await new Promise<void>((resolve) => setImmediate(resolve));
            socket.resetAndDestroy();
        }
        expect((await get("/", {host: `127.0.0.1:${server.port}`, cookie})).status).toBe(200);
    });

    it("listens on loopback only", () => {
        expect(new URL(server.url).hostname).toBe("127.0.0.1");
        expect(server.port).toBeGreaterThan(1023);
    });
});
