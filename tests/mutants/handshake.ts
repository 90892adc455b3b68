import {mkdir, writeFile} from "node:fs/promises";
import {connect} from "node:net";
import {join} from "node:path";
import {WebSocket} from "ws";
import {requests} from "../../app/contract/index.ts";
import {CommandError} from "../../app/errors.ts";
import {openApi} from "../../main/api/open-api.ts";
import {openPages} from "../../main/api/page.ts";
import type {Router} from "../../main/api/router.ts";
import {previewHost} from "../../main/preview/host.ts";
import {servePreview} from "../../main/preview/server.ts";
import {Mutator} from "./mutate.ts";
import {Report} from "./report.ts";

/** ms that a refusal may take */
const patience = 10_000;

/**
 * Every method of the contract, `count` times each, at the preview's server: by whoever does not have the session (a wrong or missing
 * cookie, origin, host, path or upgrade, and bytes that are none of these), the message right behind the handshake; and, for whoever has
 * it, in frames that hold no message. Nothing of the first may reach the services; the second must leave the line in use.
 */
export async function handshakeMutants(folder: string, seed: number, count: number): Promise<Report> {
    const report = new Report("handshakes and frames", patience + 5_000);
    const root = join(folder, "handshake-pages");
    await mkdir(root, {recursive: true});
    await writeFile(join(root, "index.html"), "<!doctype html>%NONCE%");
    const api = await openApi(
        {home: join(folder, "handshake-home"), engine: "forked", threads: 1, resources: join(folder, "nothing")},
        previewHost()
    );
    let lines = 0;
    const router: Router = {
        connect: (send) => {
            lines++;
            return api.router.connect(send);
        },
        emit: (name, payload) => api.router.emit(name, payload),
        get isBusy() {
            return api.router.isBusy;
        }
    };
    const server = await servePreview({pages: await openPages(root), router});
    const {name: cookieName, value} = server.handOver();
    const cookie = `${cookieName}=${value}`;
    let number = 0;
    for (const name of Object.keys(requests)) {
        for (let i = 0; i < count; i++) {
            const own = seed + number++;
            await report.run(own, async () => {
                const mutator = new Mutator(own);
                const message = JSON.stringify({type: "request", id: own, name, input: {}});
                const status = await rawAnswer(server.port, handshake(mutator, server.port, cookie, message));
                if (lines > 0) throw new Error(`${name}: a line was opened without the session`);
                if (status !== "" && !/^(?:4\d\d|501|505)$/.test(status)) throw new Error(`${name}: answered ${status}`);
                throw new CommandError(`Refused with ${status === "" ? "a closed connection" : status}.`);
            });
        }
    }
    const line = await openLine(server.port, cookie);
    for (const name of Object.keys(requests)) {
        for (let i = 0; i < count; i++) {
            const mutator = new Mutator(seed + number++);
            const text = JSON.stringify({
                type: mutator.pick(["request", "cancel", "x"]),
                id: mutator.value(1),
                name,
                input: mutator.value(3)
            });
            const frame = Buffer.from(mutator.bytes(Buffer.from(text)));
            // with the name intact the message may be a right one: the other set is for that
            if (frame.includes(`"${name}"`)) line.send(frame);
            else line.send(mutator.below(2) === 0 ? frame.toString("latin1") : frame);
        }
        await report.run(seed + number, () => answered(line, seed + number));
    }
    line.terminate();
    await server.close();
    await api.close();
    return report;
}

/** The bytes of a handshake that lacks something, or are none, with a frame behind them. */
function handshake(mutator: Mutator, port: number, cookie: string, message: string): Buffer {
    const own = {host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}`, cookie, path: "/messages", upgrade: "websocket"};
    const wrong: Record<keyof typeof own, readonly string[]> = {
        host: ["", `localhost:${port}`, "evil.example", `127.0.0.1:${port + 1}`, `127.0.0.1:${port}.evil.example`],
        origin: ["", "null", "https://evil.example", `http://127.0.0.1:${port + 1}`, `http://localhost:${port}`],
        cookie: [
            "",
            cookie.slice(0, -1),
            `${cookie}x`,
            cookie.toUpperCase(),
            cookie.replace("=", "=="),
            `x${cookie}`,
            "=",
            "a".repeat(10_000)
        ],
        path: ["/", "/messages/", "//messages", "/messages?x", "/%6dessages", "*", "http://evil.example/messages"],
        upgrade: ["", "h2c", "websocket2"]
    };
    const parts = {...own};
    const key = mutator.pick(Object.keys(own) as (keyof typeof own)[]);
    parts[key] = mutator.pick(wrong[key]);
    const lines = [
        `${mutator.pick(["GET", "GET", "GET", "POST", "CONNECT", "get"])} ${parts.path} ` +
            `HTTP/${mutator.pick(["1.1", "1.1", "1.1", "1.0", "2.0"])}`,
        ...(parts.host === "" ? [] : [`Host: ${parts.host}`]),
        ...(parts.origin === "" ? [] : [`Origin: ${parts.origin}`]),
        ...(parts.cookie === "" ? [] : [`Cookie: ${parts.cookie}`]),
        ...(parts.upgrade === "" ? [] : [`Upgrade: ${parts.upgrade}`, "Connection: Upgrade"]),
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13"
    ];
    const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`);
    // seldom bytes that are damaged besides
    const bytes = mutator.below(4) === 0 ? damaged(mutator, head, cookie) : head;
    return Buffer.concat([bytes, frameOf(message)]);
}

/** Damage must not mend what is wrong: the session's own cookie stays out of it. */
function damaged(mutator: Mutator, head: Buffer, cookie: string): Buffer {
    const bytes = Buffer.from(mutator.bytes(head));
    return bytes.includes(cookie) ? Buffer.from(bytes.toString("latin1").replaceAll(cookie, "x"), "latin1") : bytes;
}

function frameOf(message: string): Buffer {
    const payload = Buffer.from(message);
    return Buffer.concat([Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 0xff, 0, 0, 0, 0]), payload]);
}

/** The status for these bytes; empty if the connection is just closed. */
function rawAnswer(port: number, bytes: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
        let answer = "";
        const socket = connect(port, "127.0.0.1", () => socket.end(bytes));
        const timer = setTimeout(() => {
            socket.destroy();
            reject(new Error("the server neither answered nor closed the connection"));
        }, patience);
        socket.on("data", (part) => {
            answer += part.toString("latin1");
        });
        socket.on("error", () => {});
        socket.on("close", () => {
            clearTimeout(timer);
            resolve(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? "");
        });
    });
}

function openLine(port: number, cookie: string): Promise<WebSocket> {
    return new Promise((resolve, reject) => {
        const line = new WebSocket(`ws://127.0.0.1:${port}/messages`, {headers: {cookie, origin: `http://127.0.0.1:${port}`}});
        line.once("open", () => resolve(line));
        line.once("error", reject);
    });
}

/** Whether the connection still answers. */
async function answered(line: WebSocket, id: number): Promise<void> {
    const own = 1e9 + id;
    await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error("the line does not answer any more")), patience);
        const listen = (data: unknown): void => {
            if (!String(data).includes(`"id":${own}`)) return;
            clearTimeout(timer);
            line.off("message", listen);
            resolve();
        };
        line.on("message", listen);
        line.send(JSON.stringify({type: "request", id: own, name: "settings.read", input: {}}));
    });
}
