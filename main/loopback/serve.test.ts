import {execFile, spawn} from "node:child_process";
import {mkdir, mkdtemp, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import OpenAI from "openai";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {makeTinyVoice, type TinyVoice} from "../cli/testing/tiny-voice.ts";
import {freePort} from "./testing/free-port.ts";
import {tokenFile} from "./tokens.ts";

/* `idiolect connections` as a user calls it: separate processes, without a window. */

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

const entry = fileURLToPath(new URL("../cli/index.ts", import.meta.url));
let folder: string;
let home: string;
let voice: TinyVoice;

interface Outcome {
    readonly code?: number;
    readonly stdout: string;
    readonly stderr: string;
}

const connections = (...args: string[]): Promise<Outcome> =>
    promisify(execFile)(process.execPath, [entry, "connections", ...args, "--home", home]).catch((error: Outcome) => error);

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-serve-"));
    home = join(folder, "home");
    voice = await makeTinyVoice(join(folder, "voice"));
    await mkdir(join(folder, "texts"));
    await writeFile(
        join(folder, "texts", "walk.md"),
        "# A walk\n\nWe went up the hill before breakfast, and nobody said a word until the top.\n"
    );
});

afterAll(() => rm(folder, {recursive: true, force: true, maxRetries: 3}));

describe("idiolect connections", () => {
    it("lists all of them as off, prints no token, and serves nothing", async () => {
        expect((await connections("list")).stdout).toMatch(/mcp +off .*\nendpoint +off .*\nthunderbird +off /);
        expect(await connections("token", "endpoint")).toMatchObject({
            code: 1,
            stdout: "",
            stderr: expect.stringMatching(/is off: switch it on with `idiolect connections on endpoint`/)
        });
        expect(await connections("serve")).toMatchObject({code: 1, stderr: expect.stringMatching(/Every connection is off/)});
        expect(await connections("on", "gopher")).toMatchObject({
            code: 2,
            stderr: expect.stringMatching(/There is no connection "gopher"/)
        });
    });

    it("serves without a window until Ctrl-C, with a token that only its own command prints", async () => {
        const port = await freePort();
        const on = await connections("on", "endpoint", "--port", String(port), "--json");
        expect(JSON.parse(on.stdout)).toEqual({name: "endpoint", on: true, port});
        const token = (await connections("token", "endpoint")).stdout.trim();
        expect(token).toMatch(/^idiolect-[\w-]{43}$/);
        const {model, plug, encoder} = voice;
        const server = spawn(
            process.execPath,
            [entry, "connections", "serve", "--home", home, "--model", model, "--plug", plug, "--encoder", encoder, "--threads", "1"],
            {stdio: ["ignore", "pipe", "pipe"]}
        );
        let said = "";
        for (const stream of [server.stdout, server.stderr])
            stream.setEncoding("utf8").on("data", (text: string) => {
                said += text;
            });
        const ended = new Promise((resolve) => server.once("exit", resolve));
        try {
            await vi.waitFor(() => expect(said).toContain("Ctrl-C ends it"), {timeout: 60_000});
            expect(said).toContain(`http://127.0.0.1:${port}/v1`);
            const openai = new OpenAI({apiKey: token, baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0});
            const {choices} = await openai.chat.completions.create({
                model: "idiolect-headline",
                max_tokens: 8,
                messages: [{role: "user", content: "The ladder is new."}]
            });
            expect(choices[0]?.message.content).toMatch(/\S/);
            // the server has locked the home; another process reports it and changes nothing
            expect(await connections("off", "endpoint")).toMatchObject({
                code: 1,
                stderr: expect.stringMatching(/in use by another Idiolect/)
            });
        } finally {
            server.kill("SIGINT");
        }
        expect(await ended).toBe(0);
        expect(said).not.toContain(token);
        await connections("off", "endpoint");
        expect((await stat(tokenFile(home))).size).toBeLessThan(60);
    });
});
