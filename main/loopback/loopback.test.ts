import {readFile, stat, writeFile} from "node:fs/promises";
import {request as httpRequest} from "node:http";
import {createServer} from "node:net";
import {networkInterfaces} from "node:os";
import {join} from "node:path";
import OpenAI from "openai";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {openApi} from "../api/open-api.ts";
import {previewHost} from "../preview/host.ts";
import {serveLoopback} from "./server.ts";
import {freePort} from "./testing/free-port.ts";
import {connectedTo, openTinyApi} from "./testing/tiny-api.ts";
import type {TinyApi} from "./testing/tiny-api.ts";
import {Tokens, tokenFile} from "./tokens.ts";

vi.setConfig({testTimeout: 60_000, hookTimeout: 120_000});

let tiny: TinyApi;
let port: number;
const off = {mcp: false, endpoint: false, thunderbird: false};

interface Answer {
    readonly status: number;
    readonly body: string;
}

/** A request with exactly these headers, which no client library would send. */
function send(path: string, headers: Record<string, string>, {method = "GET", body = "", host = "127.0.0.1"} = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
        const call = httpRequest({host, port, path, method, headers}, (response) => {
            let text = "";
            response.on("data", (part) => {
                text += String(part);
            });
            response.on("end", () => resolve({status: response.statusCode ?? 0, body: text}));
        });
        call.on("error", reject);
        call.end(body);
    });
}

const tokenOf = async (name: "mcp" | "endpoint" | "thunderbird") => (await tiny.client.call("connections.token", {name})).token;
const change = (connections: Partial<typeof off>) => tiny.client.call("settings.change", {connections: {...off, ...connections, port}});

beforeAll(async () => {
    tiny = await openTinyApi();
    port = await freePort();
});

afterAll(() => tiny.close());

describe("connections", () => {
    it("are off by default: no port is open, no token exists, and the privacy report says so", async () => {
        await change({});
        await expect(send("/v1/models", {})).rejects.toThrow(/ECONNREFUSED/);
        await expect(stat(tokenFile(tiny.home))).rejects.toThrow(/ENOENT/);
        await expect(tokenOf("endpoint")).rejects.toThrow(/is off: switch it on/);
        const report = await tiny.client.call("privacy.report", {});
        expect(report.connections.map(({on, address, tokenFile: file}) => [on, address, file])).toEqual([
            [false, null, null],
            [false, null, null],
            [false, null, null]
        ]);
        expect(report.network.map(({what}) => what.text)).toEqual(["Model download", "Models served on this machine"]);
    });

    it("have one token each in a file of this user alone, listed in the privacy report and deleted when switched off", async () => {
        await change({endpoint: true, thunderbird: true});
        expect(await tokenOf("endpoint")).not.toBe(await tokenOf("thunderbird"));
        await expect(tokenOf("mcp")).rejects.toThrow(/is off/);
        if (process.platform !== "win32") expect((await stat(tokenFile(tiny.home))).mode & 0o777).toBe(0o600);
        const report = await tiny.client.call("privacy.report", {});
        expect(report.connections.find(({name}) => name === "endpoint")).toMatchObject({
            on: true,
            address: `http://127.0.0.1:${port}/v1`,
            tokenFile: tokenFile(tiny.home),
            problem: null
        });
        expect(report.network.map(({what}) => what.text)).toEqual(
            expect.arrayContaining(["OpenAI-compatible endpoint", "Thunderbird extension"])
        );
        // the report is shown and may be copied: it contains no token
        for (const name of ["endpoint", "thunderbird"] as const) expect(JSON.stringify(report)).not.toContain(await tokenOf(name));

        const old = await tokenOf("thunderbird");
        await change({endpoint: true});
        expect(await readFile(tokenFile(tiny.home), "utf8")).not.toContain(old);
        expect((await send("/idiolect/v1/status", {authorization: `Bearer ${old}`})).status).toBe(401);
    });

    it("reject the old token after it was renewed", async () => {
        await change({endpoint: true});
        const old = await tokenOf("endpoint");
        const {token} = await tiny.client.call("connections.renewToken", {name: "endpoint"});
        expect((await send("/v1/models", {authorization: `Bearer ${old}`})).status).toBe(401);
        expect((await send("/v1/models", {authorization: `Bearer ${token}`})).status).toBe(200);
    });

    it("report in one sentence that the port is in use, and open once another is set", async () => {
        const other = createServer();
        const taken = await freePort();
        await new Promise<void>((resolve) => other.listen(taken, "127.0.0.1", resolve));
        await tiny.client.call("settings.change", {connections: {...off, endpoint: true, port: taken}});
        expect((await tiny.client.call("connections.state", {})).find(({name}) => name === "endpoint")?.problem?.text).toMatch(
            new RegExp(`Port ${taken} is used by another program`)
        );
        await change({endpoint: true});
        expect((await tiny.client.call("connections.state", {})).find(({name}) => name === "endpoint")?.problem).toBeNull();
        expect((await send("/v1/models", {authorization: `Bearer ${await tokenOf("endpoint")}`})).status).toBe(200);
        await new Promise((resolve) => other.close(resolve));
    });
});

describe("the loopback server", () => {
    const json = {"content-type": "application/json"};

    beforeAll(() => change({endpoint: true, thunderbird: true, mcp: true}));

    it("rejects requests without a token, with a wrong one, or with another connection's", async () => {
        const authorization = `Bearer ${await tokenOf("endpoint")}`;
        for (const headers of [
            {},
            {authorization: ""},
            {authorization: "Bearer "},
            {authorization: authorization.slice(0, -1)},
            {authorization: authorization.replace("Bearer", "Basic")}
        ]) {
            expect((await send("/v1/models", headers as Record<string, string>)).status, JSON.stringify(headers)).toBe(401);
        }
        expect((await send("/v1/models", {authorization: `Bearer ${await tokenOf("thunderbird")}`})).status).toBe(404);
        expect((await send("/idiolect/v1/draft", {authorization, ...json}, {method: "POST", body: "{}"})).status).toBe(404);
    });

    it("rejects a foreign Host, and every web page, with or without a token", async () => {
        const authorization = `Bearer ${await tokenOf("endpoint")}`;
        for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1.evil.example:${port}`]) {
            expect((await send("/v1/models", {authorization, host})).status, host).toBe(403);
        }
        const pages: readonly Record<string, string>[] = [
            {origin: "https://evil.example"},
            {origin: "null"},
            {origin: `http://127.0.0.1:${port}`},
            {origin: "moz-extension://not-an-id"},
            {"sec-fetch-site": "cross-site"},
            {"sec-fetch-site": "same-origin"}
        ];
        for (const page of pages) expect((await send("/v1/models", {authorization, ...page})).status, JSON.stringify(page)).toBe(403);
        const preflight = await send(
            "/v1/chat/completions",
            {origin: "https://evil.example", "access-control-request-method": "POST"},
            {method: "OPTIONS"}
        );
        expect(preflight.status).toBe(403);
        expect((await send("/v1/models", {authorization, host: `localhost:${port}`})).status).toBe(200);
    });

    it("accepts an extension's origin only with the extension's token", async () => {
        const origin = "moz-extension://0b3c2f0e-9a54-4c7e-8f0a-2d1f6f3e5a11";
        expect(
            (
                await send("/idiolect/v1/status", {
                    origin,
                    "sec-fetch-site": "cross-site",
                    authorization: `Bearer ${await tokenOf("thunderbird")}`
                })
            ).status
        ).toBe(200);
        expect((await send("/v1/models", {origin, authorization: `Bearer ${await tokenOf("endpoint")}`})).status).toBe(403);
    });

    it("cannot be reached by another address of this machine", async () => {
        const others = Object.values(networkInterfaces())
            .flat()
            .filter((each) => each !== undefined && !each.internal && each.family === "IPv4");
        for (const {address} of others as {address: string}[])
            await expect(send("/v1/models", {}, {host: address})).rejects.toThrow(/ECONNREFUSED/);
        await expect(send("/v1/models", {}, {host: "::1"})).rejects.toThrow(/ECONNREFUSED|EADDRNOTAVAIL/);
    });

    it("rejects bodies that are not JSON, too large or invalid, and names the problem", async () => {
        const authorization = `Bearer ${await tokenOf("thunderbird")}`;
        const post = (body: string, headers: Record<string, string> = json) =>
            send("/idiolect/v1/draft", {authorization, ...headers}, {method: "POST", body});
        expect((await post("{}", {"content-type": "text/plain"})).status).toBe(415);
        expect(await post("{")).toMatchObject({status: 400, body: expect.stringContaining("not JSON")});
        expect(await post(JSON.stringify({kind: "poem"}))).toMatchObject({status: 400, body: expect.stringContaining("kind")});
        expect(await post(JSON.stringify({kind: "email"}))).toMatchObject({
            status: 422,
            body: expect.stringContaining("The brief is empty")
        });
        expect(await post(`{"notes":"${"x".repeat(5_000_000)}"}`)).toMatchObject({
            status: 413,
            body: expect.stringContaining("larger than 4 MiB")
        });
        expect((await send("/idiolect/v1/draft", {authorization})).status).toBe(405);
        expect(tiny.reported).toEqual([]);
    });
});

it("answers a request whose target is no address, and goes on answering", async () => {
    await change({thunderbird: true});
    const authorization = `Bearer ${await tokenOf("thunderbird")}`;
    for (const target of ["//", "//:1", "http://["]) {
        expect((await send(target, {})).status, target).toBe(401);
        expect((await send(target, {authorization})).status, target).toBe(400);
    }
    expect((await send("/idiolect/v1/status", {authorization})).status).toBe(200);
    expect(tiny.reported).toEqual([]);
});

describe("a client that disconnects", () => {
    it("cancels its job, and five concurrent requests are too many", async () => {
        const tokens = await Tokens.open(join(tiny.folder, "other-home"));
        await tokens.keepFor(["mcp"]);
        const own = await freePort();
        let writing = 0;
        // a voice service that never finishes, so that only the client's disconnect can end it
        const forever = (_input: unknown, signal?: AbortSignal): Promise<never> =>
            new Promise((_resolve, reject) => {
                writing++;
                signal?.addEventListener(
                    "abort",
                    () => {
                        writing--;
                        reject(signal.reason as Error);
                    },
                    {once: true}
                );
            });
        const server = await serveLoopback({port: own, tokens, voice: {draft: forever, rewrite: forever, check: forever}});
        const ask = (gone: AbortSignal) =>
            fetch(`http://127.0.0.1:${own}/idiolect/v1/draft`, {
                method: "POST",
                signal: gone,
                body: JSON.stringify({notes: "x"}),
                headers: {authorization: `Bearer ${tokens.get("mcp") ?? ""}`, "content-type": "application/json"}
            });
        const clients = Array.from({length: 4}, () => new AbortController());
        const asked = clients.map((each) => ask(each.signal).catch((error: unknown) => error));
        await vi.waitFor(() => expect(writing).toBe(4));
        expect((await ask(new AbortController().signal)).status).toBe(429);
        clients[0]?.abort();
        await vi.waitFor(() => expect(writing).toBe(3));
        await server.close();
        await Promise.all(asked);
        expect(writing).toBe(0);
    });
});

describe("the OpenAI-compatible endpoint, with OpenAI's own client", () => {
    let openai: OpenAI;

    beforeAll(async () => {
        await change({endpoint: true});
        openai = new OpenAI({apiKey: await tokenOf("endpoint"), baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0});
    });

    it("lists a model for each kind of writing", async () => {
        const ids = (await openai.models.list()).data.map(({id}) => id);
        expect(ids).toEqual(expect.arrayContaining(["idiolect", "idiolect-email", "idiolect-reply", "idiolect-rewrite"]));
    });

    it("drafts with the persona of the user's history, the same for the same seed", async () => {
        const ask = () =>
            openai.chat.completions.create({
                model: "idiolect-email",
                seed: 7,
                max_completion_tokens: 24,
                n: 2,
                messages: [
                    {role: "system", content: "You are a helpful assistant."},
                    {role: "user", content: "the rope is here; check it"}
                ],
                metadata: {to: "Tomasz"}
            });
        const [one, two] = [await ask(), await ask()];
        expect(one.choices).toHaveLength(2);
        expect(one.choices[0]?.message).toMatchObject({role: "assistant"});
        expect(one.choices[0]?.message.content).toMatch(/\S/);
        expect(one.usage?.completion_tokens).toBeGreaterThan(0);
        expect(two.choices.map(({message}) => message.content)).toEqual(one.choices.map(({message}) => message.content));
        expect(one.choices[0]?.message.content).not.toBe(one.choices[1]?.message.content);
    });

    it("streams the same text that it returns without streaming", async () => {
        const body = {model: "idiolect", seed: 3, max_tokens: 24, messages: [{role: "user" as const, content: "the winch runs again"}]};
        const whole = await openai.chat.completions.create(body);
        const stream = await openai.chat.completions.create({...body, stream: true, stream_options: {include_usage: true}});
        let text = "";
        let chunks = 0;
        let usage = 0;
        const usages: unknown[] = [];
        const ends: unknown[] = [];
        for await (const chunk of stream) {
            chunks++;
            text += chunk.choices[0]?.delta.content ?? "";
            if (chunk.choices[0]?.finish_reason) ends.push(chunk.choices[0].finish_reason);
            usage = chunk.usage?.total_tokens ?? usage;
            usages.push(chunk.usage);
        }
        expect(text).toBe(whole.choices[0]?.message.content);
        expect(chunks).toBeGreaterThan(4);
        expect(ends).toHaveLength(1);
        expect(usage).toBe(whole.usage?.total_tokens);
        // as the API has it: null in every chunk but the last
        expect(usages.slice(0, -1).every((each) => each === null)).toBe(true);
    });

    it("rewrites the last message", async () => {
        const {choices} = await openai.chat.completions.create({
            model: "idiolect-rewrite",
            messages: [{role: "user", content: "Dear Bo,\n\nI do not row on Sunday.\n\nRegards"}]
        });
        // a model with random weights writes gibberish; the test checks that the text passed through it
        expect(choices[0]?.message.content).toMatch(/\S/);
    });

    it("reports unsupported requests with an error", async () => {
        const messages = [{role: "user" as const, content: "x"}];
        await expect(openai.chat.completions.create({model: "gpt-4", messages})).rejects.toMatchObject({
            status: 404,
            code: "model_not_found"
        });
        await expect(openai.chat.completions.create({model: "idiolect", messages: [{role: "user", content: " "}]})).rejects.toMatchObject({
            status: 400
        });
        await expect(
            openai.chat.completions.create({model: "idiolect", messages, tools: [{type: "function", function: {name: "f"}}]})
        ).rejects.toMatchObject({status: 400, code: "unsupported_parameter"});
        await expect(
            openai.chat.completions.create({model: "idiolect", messages, response_format: {type: "json_object"}})
        ).rejects.toMatchObject({status: 400});
        const parts = Array.from({length: 2}, () => ({type: "text" as const, text: "x ".repeat(550_000)}));
        for (const stream of [false, true])
            await expect(
                openai.chat.completions.create({model: "idiolect", stream, messages: [{role: "user", content: parts}]})
            ).rejects.toMatchObject({status: 400, code: "string_above_max_length"});
        await expect(new OpenAI({apiKey: "wrong", baseURL: openai.baseURL, maxRetries: 0}).models.list()).rejects.toMatchObject({
            status: 401
        });
    });

    it("writes no token into any file except the token file", async () => {
        const token = await tokenOf("endpoint");
        for (const name of ["settings.json", "sources.json", "drafts.json", "owner.json"]) {
            expect(await readFile(join(tiny.home, name), "utf8").catch(() => ""), name).not.toContain(token);
        }
    });
});

describe("problems that the user can fix", () => {
    it("a damaged token file is not changed but reported, and nothing is open meanwhile", async () => {
        await change({});
        const other = await openApi(
            {home: join(tiny.folder, "damaged-home"), engine: "in-process", threads: 1, ...tiny.voice},
            previewHost()
        );
        try {
            await writeFile(tokenFile(other.idiolect().home), "{ not json");
            await other.idiolect().library.store.settings.update((settings) => {
                settings["connections"] = {mcp: false, endpoint: true, thunderbird: false, port};
            });
        } finally {
            await other.close();
        }
        const again = await openApi(
            {home: join(tiny.folder, "damaged-home"), engine: "in-process", threads: 1, ...tiny.voice},
            previewHost()
        );
        try {
            const [, endpoint] = await connectedTo(again).call("connections.state", {});
            expect(endpoint).toMatchObject({on: true, problem: {key: "store.damaged"}});
            await expect(send("/v1/models", {})).rejects.toThrow(/ECONNREFUSED/);
            expect(await readFile(tokenFile(again.idiolect().home), "utf8")).toBe("{ not json");
        } finally {
            await again.close();
        }
    });

    it("erasing everything closes the port and deletes the tokens", async () => {
        await change({endpoint: true});
        expect((await send("/v1/models", {authorization: `Bearer ${await tokenOf("endpoint")}`})).status).toBe(200);
        await tiny.client.call("privacy.eraseAll", {sure: true});
        await expect(send("/v1/models", {})).rejects.toThrow(/ECONNREFUSED/);
        await expect(stat(tokenFile(tiny.home))).rejects.toThrow(/ENOENT/);
        expect((await tiny.client.call("connections.state", {})).map(({on}) => on)).toEqual([false, false, false]);
    });
});
