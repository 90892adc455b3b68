import {execFile} from "node:child_process";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {Client} from "@modelcontextprotocol/sdk/client/index.js";
import {StdioClientTransport} from "@modelcontextprotocol/sdk/client/stdio.js";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {freePort} from "../loopback/testing/free-port.ts";
import {openTinyApi} from "../loopback/testing/tiny-api.ts";
import type {TinyApi} from "../loopback/testing/tiny-api.ts";

/*
 * `idiolect mcp` as an MCP client sees it: the SDK's own client starts the real program, once while the desktop program has the home open
 * and once without.
 */

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

const entry = fileURLToPath(new URL("../cli/index.ts", import.meta.url));
const run = promisify(execFile);
let tiny: TinyApi;
let open = true;

const options = () => [
    "--home",
    tiny.home,
    "--model",
    tiny.voice.model,
    "--plug",
    tiny.voice.plug,
    "--encoder",
    tiny.voice.encoder,
    "--threads",
    "1"
];

async function connect(): Promise<{client: Client; stderr: () => string}> {
    const transport = new StdioClientTransport({command: process.execPath, args: [entry, "mcp", ...options()], stderr: "pipe"});
    let said = "";
    transport.stderr?.on("data", (part) => {
        said += String(part);
    });
    const client = new Client({name: "test", version: "1"});
    await client.connect(transport);
    return {client, stderr: () => said};
}

interface ToolAnswer {
    readonly content: readonly {readonly text: string}[];
    readonly structuredContent?: {
        readonly drafts?: readonly {readonly text: string; readonly seed: number}[];
        readonly differences?: readonly unknown[];
        readonly text?: string;
    };
    readonly isError?: boolean;
}

const call = async (client: Client, name: string, args: Record<string, unknown>) =>
    (await client.callTool({name, arguments: args})) as unknown as ToolAnswer;

beforeAll(async () => {
    tiny = await openTinyApi();
});

afterAll(async () => {
    if (open) await tiny.close();
});

describe("idiolect mcp", () => {
    it("is off until it is switched on, and says how", async () => {
        const failed = await run(process.execPath, [entry, "mcp", ...options()]).then(
            () => null,
            (error: {code: number; stdout: string; stderr: string}) => error
        );
        expect(failed).toMatchObject({
            code: 1,
            stdout: "",
            stderr: expect.stringMatching(/^The MCP server is off: switch it on .*connections on mcp`\.\n$/)
        });
    });

    it("lists three tools and drafts through the window that has the home open", async () => {
        await tiny.client.call("settings.change", {connections: {mcp: true, endpoint: false, thunderbird: false, port: await freePort()}});
        const {client, stderr} = await connect();
        try {
            expect((await client.listTools()).tools.map(({name}) => name).toSorted()).toEqual([
                "check_voice",
                "draft_in_my_voice",
                "rewrite_in_my_voice"
            ]);
            const answer = await call(client, "draft_in_my_voice", {
                notes: "the rope is here",
                to: "Tomasz",
                seed: 4,
                count: 2,
                maxTokens: 16
            });
            // the draft that sounds most like the user comes first
            expect(answer.structuredContent?.drafts?.map(({seed}) => seed).toSorted()).toEqual([4, 5]);
            expect(answer.content[0]?.text).toBe(answer.structuredContent?.drafts?.[0]?.text);
            expect((await tiny.client.call("connections.state", {})).find(({name}) => name === "mcp")?.lastUsed).toMatch(/^20/);

            let words = 0;
            await client.callTool({name: "check_voice", arguments: {text: "Hello Bo"}}, undefined, {
                onprogress: () => {
                    words++;
                }
            });
            expect(words).toBeGreaterThan(0);

            const wrong = await call(client, "draft_in_my_voice", {kind: "poem"});
            expect(wrong.isError).toBe(true);
            const empty = await call(client, "draft_in_my_voice", {kind: "email"});
            expect(empty).toMatchObject({isError: true, content: [{text: expect.stringMatching(/^The brief is empty/)}]});
            const token = JSON.parse(await readFile(join(tiny.home, "connection-tokens.json"), "utf8")).data.mcp as string;
            expect(stderr()).not.toContain(token);
        } finally {
            await client.close();
        }
        expect(stderr()).toBe("");
    });

    it("opens the home itself if no window has it, and releases it at the end", async () => {
        await tiny.api.close();
        open = false;
        const {client} = await connect();
        try {
            const draft = await call(client, "draft_in_my_voice", {notes: "the rope is here", seed: 4, maxTokens: 16});
            expect(draft.content[0]?.text).toMatch(/\S/);
            const rewritten = await call(client, "rewrite_in_my_voice", {text: "Dear Bo,\n\nI do not row on Sunday at 9.\n\nRegards"});
            expect(rewritten.structuredContent?.text).toMatch(/\S/);
            expect(rewritten.content[0]?.text).toBe(rewritten.structuredContent?.text);
            const own = await call(client, "check_voice", {
                text: "Hello Jo,\n\nthe mast is up and the sails are dry. Bring the long rope on Sunday, please.\n\nUntil then\nIlse"
            });
            const other = await call(client, "check_voice", {
                text: "DEAR SIRS!!! PURSUANT TO OUR CONVERSATION; KINDLY REVERT!!! (ASAP!!!) REGARDS!!!"
            });
            const differences = ({structuredContent}: ToolAnswer) => structuredContent?.differences?.length ?? 0;
            expect(differences(own)).toBeLessThan(differences(other));
            expect(other.content[0]?.text).toMatch(/differs most from your texts in/);
        } finally {
            await client.close();
        }
        const {stdout} = await run(process.execPath, [entry, "connections", "off", "mcp", "--home", tiny.home, "--json"]);
        expect(JSON.parse(stdout)).toMatchObject({name: "mcp", on: false});
    });
});
