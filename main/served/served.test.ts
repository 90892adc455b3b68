import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from "vitest";
import type {DraftEvent} from "../../app/drafting/engine.ts";
import {makeTinyEncoder} from "../encoder/testing/tiny-encoder.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {createIdiolect} from "../idiolect.ts";
import type {Idiolect} from "../idiolect.ts";
import {freePort} from "../loopback/testing/free-port.ts";
import {isServedAddress, parseServedAddress} from "./address.ts";
import {AnswerText} from "./answer-text.ts";
import {findServedModels} from "./find-served.ts";
import {UserError} from "../../app/errors.ts";
import {ServedEngine} from "./served-engine.ts";
import {startModelServer} from "./testing/model-server.ts";
import type {ModelServer} from "./testing/model-server.ts";

vi.setConfig({testTimeout: 60_000, hookTimeout: 60_000});

let server: ModelServer;
const user = (text: string) => ({turns: [{role: "user" as const, parts: [{type: "text" as const, text}]}]});

async function collect(events: AsyncIterable<DraftEvent>) {
    const all: DraftEvent[] = [];
    for await (const event of events) all.push(event);
    const shown = (draft: number) =>
        all
            .filter((event) => event.type === "token" && event.draft === draft)
            .map(({text}) => text)
            .join("");
    return {ends: all.filter((event) => event.type === "end"), shown};
}

beforeEach(async () => {
    server = await startModelServer(["lighthouse:1b", "gannet:latest"]);
});

afterEach(() => server.close());

describe("an address of a served model", () => {
    it("is distinguished from files and URLs of files, and is limited to this machine", () => {
        expect(isServedAddress("http://127.0.0.1:11434/v1#llama3.2:1b")).toBe(true);
        for (const other of ["/models/a#b.gguf", "C:\\models\\a.gguf", "https://example.org/a.gguf", "http://127.0.0.1:1/v1#"])
            expect(isServedAddress(other), other).toBe(false);
        expect(parseServedAddress("http://localhost:1234/v1/#my%20model")).toEqual({base: "http://localhost:1234/v1", model: "my model"});
        for (const far of ["https://api.example.org/v1#gpt", "http://127.0.0.1.example.org/v1#m", "http://192.168.0.7:11434/v1#m"]) {
            expect(() => parseServedAddress(far), far).toThrow(/another machine, and your texts stay on this one/);
        }
    });
});

describe("a streamed answer", () => {
    const read = (beginning: string, text: string, size: number) => {
        const answer = new AnswerText(beginning);
        return (text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? []).map((piece) => answer.push(piece)).join("") + answer.end();
    };

    it("loses its reasoning and the requested beginning, however it is cut into pieces", () => {
        for (const size of [1, 2, 5, 13, 400]) {
            expect(read("", "<think>\nthey want a < b\n</think>\n\nThe tide turns.", size)).toBe("The tide turns.");
            expect(read("Hi Ada,\n\n", "Hi Ada,\n\nThe tide turns.", size)).toBe("The tide turns.");
            expect(read("Hi Ada,\n\n", "The tide turns.", size)).toBe("The tide turns.");
            expect(read("Hi Ada,\n\n", "Dear all,\n\nIt turns.", size)).toBe("It turns.");
            expect(read("Hi Ada,\n\n", "It turns.\n\nFair winds,\nIlse", size)).toBe("It turns.\n\nFair winds,\nIlse");
            expect(read("", "<b>bold</b> it is", size)).toBe("<b>bold</b> it is");
            expect(read("", "<think>for ever and ever", size)).toBe("");
            expect(read("", "  <3", size)).toBe("<3");
        }
    });
});

describe("the engine for served models", () => {
    it("streams a draft for each seed with the sampling options that such servers have", async () => {
        const engine = new ServedEngine();
        const model = await engine.load(`${server.base}#lighthouse:1b`);
        expect(model).toMatchObject({
            name: "lighthouse:1b",
            architecture: "served",
            plugRefusal: {key: "served.text-alone"}
        });
        server.answer = ({seed}) => `Draft ${seed} says that the rope is here.`;
        const {ends, shown} = await collect(
            engine.draft({
                prompt: user("notes"),
                seeds: [4, 9],
                sampling: {temperature: 0.5, maxTokens: 40},
                perDraft: [{}, {temperature: 0.9}]
            })
        );
        expect(ends.map(({text}) => text)).toEqual(["Draft 4 says that the rope is here.", "Draft 9 says that the rope is here."]);
        expect(shown(1)).toBe(ends[1]?.text);
        expect(ends[0]).toMatchObject({tokens: 9, promptTokens: 50, reason: "stop"});
        expect(server.requests.map(({model: name, seed, temperature, max_tokens}) => [name, seed, temperature, max_tokens])).toEqual([
            ["lighthouse:1b", 4, 0.5, 40],
            ["lighthouse:1b", 9, 0.9, 40]
        ]);
    });

    it("continues a text that has begun", async () => {
        const engine = new ServedEngine();
        await engine.load(`${server.base}#gannet`);
        server.answer = () => "Hi Ada,\n\nthe rope is here.";
        const {ends} = await collect(
            engine.draft({
                prompt: {turns: [...user("the rope").turns, {role: "assistant", parts: [{type: "text", text: "Hi Ada,\n\n"}]}]},
                seeds: [1]
            })
        );
        expect(ends[0]?.text).toBe("the rope is here.");
        expect(server.requests[0]?.messages).toEqual([
            {role: "user", content: "the rope\n\nBegin your answer with exactly this, and go on from there:\nHi Ada,\n\n"}
        ]);
    });

    it("stops when it is cancelled, keeps what was received, and closes the connection", async () => {
        const engine = new ServedEngine();
        await engine.load(`${server.base}#gannet`);
        server.answer = () => "word ".repeat(50);
        server.hold = new Promise(() => undefined);
        const controller = new AbortController();
        const ends: DraftEvent[] = [];
        for await (const event of engine.draft({prompt: user("x"), seeds: [1, 2]}, controller.signal)) {
            if (event.type === "token") controller.abort();
            else ends.push(event);
        }
        expect(ends).toMatchObject([
            {reason: "cancelled", text: "word wo"},
            {reason: "cancelled", text: ""}
        ]);
        expect(server.requests).toHaveLength(1);
        await vi.waitFor(() => expect(server.left()).toBe(1));
    });

    it("rejects vectors, a missing model, and a server that does not respond, each with one sentence", async () => {
        const engine = new ServedEngine();
        await expect(engine.load(`${server.base}#puffin`)).rejects.toThrow(
            /has no model puffin: choose one of lighthouse:1b, gannet:latest/
        );
        await expect(engine.load(`http://127.0.0.1:${await freePort()}/v1#puffin`)).rejects.toThrow(
            /Nothing answers at .*: start the program that serves the model/
        );
        await engine.load(`${server.base}#gannet`);
        const prompt = {turns: [{role: "user" as const, parts: [{type: "vectors" as const, vectors: new Float32Array(8)}]}]};
        await expect(collect(engine.draft({prompt, seeds: [1]}))).rejects.toThrow(/no voice vectors/);
        await expect(engine.score()).rejects.toThrow(/choose a model file/);
    });

    it("says in one sentence that a server broke off, and takes a name with any character", async () => {
        const breaking = createServer((request, response) => {
            if (request.url === "/v1/models") return void response.end(JSON.stringify({data: [{id: "half-50%"}]}));
            response.writeHead(200, {"content-type": "text/event-stream"});
            response.write('data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}\n\n', () => response.destroy());
        });
        await new Promise<void>((resolve) => breaking.listen(0, "127.0.0.1", resolve));
        try {
            const engine = new ServedEngine();
            await engine.load(`http://127.0.0.1:${(breaking.address() as AddressInfo).port}/v1#half-50%`);
            const prompt = {turns: [{role: "user" as const, parts: [{type: "text" as const, text: "hello"}]}]};
            const drafting = collect(engine.draft({prompt, seeds: [1]}));
            await expect(drafting).rejects.toThrow(/^half-50% at http:.* stopped with an error \(/);
            await expect(drafting).rejects.toBeInstanceOf(UserError);
        } finally {
            breaking.close();
        }
    });

    it("finds the programs that serve models here, and skips those that do not run", async () => {
        const servers = [
            {program: "Ollama", base: server.base},
            {program: "LM Studio", base: `http://127.0.0.1:${await freePort()}/v1`}
        ];
        expect(await findServedModels(servers)).toEqual([
            {program: "Ollama", name: "lighthouse:1b", address: `${server.base}#lighthouse%3A1b`},
            {program: "Ollama", name: "gannet:latest", address: `${server.base}#gannet%3Alatest`}
        ]);
    });
});

describe("Idiolect with a served model", () => {
    let folder: string;
    let idiolect: Idiolect;

    beforeAll(async () => {
        folder = await mkdtemp(join(tmpdir(), "idiolect-served-"));
        const {directory} = await makeTinyEncoder(join(folder, "encoder"));
        await mkdir(join(folder, "texts"));
        for (const [i, what] of [
            "the boat is on the slip",
            "the winch runs again",
            "no wind on Sunday, so we row",
            "the tide table is late",
            "the lamp needs oil",
            "the buoy has moved"
        ].entries()) {
            const head =
                `From: Ilse <ilse@slip.example>\nTo: Tomasz <t@slip.example>\nSubject: news ${i}\n` +
                `Date: Mon, 0${i + 1} Jun 2026 10:00:00 +0000\n\n`;
            const text =
                `${head}Ahoy Tomasz,\n\n${what}, and that is all there is to say about it today. Come by when you can.\n\n` +
                "Fair winds\nIlse\n";
            await writeFile(join(folder, "texts", `${i}.eml`), text);
        }
        idiolect = await createIdiolect({home: join(folder, "home"), encoder: directory, engine: "in-process", threads: 1});
        await idiolect.library.setIdentities(["ilse@slip.example"]);
        await idiolect.library.addSource(join(folder, "texts"));
        await idiolect.library.scan();
    });

    afterAll(async () => {
        await idiolect.dispose();
        await rm(folder, {recursive: true, force: true, maxRetries: 3});
    });

    it("drafts by examples and habits, reports why there are no vectors, and switches back to a file", async () => {
        const added = await idiolect.models.add(`${server.base}#gannet`);
        expect(added).toMatchObject({served: true, present: true, name: "gannet"});
        expect((await idiolect.models.verify(added.id)).sentence.text).toMatch(/has no file here/);
        await idiolect.models.use(added.id);
        idiolect.useModel();
        expect(await idiolect.voice()).toMatchObject({
            plug: null,
            plugRefusal: {key: "served.text-alone"}
        });

        server.answer = () => "The rope is here. Check it on Monday, please.";
        const drafts = [];
        for await (const event of idiolect.draft({
            brief: {kind: "email", to: "Tomasz", notes: "the rope is here; check it on Monday"},
            seeds: [1]
        }))
            if (event.type === "end") drafts.push(event.result);
        expect(drafts[0]?.text).toContain("Check it on Monday");
        expect(drafts[0]?.strategy).not.toMatch(/plug/);
        // the user's own letters were sent as examples
        const asked = server.requests[0]?.messages.map(({content}) => content).join("\n");
        expect(asked).toMatch(/that is all there is to say about it today/);
        expect(asked).toContain("the rope is here");

        idiolect.useModel(await makeTinyModel(join(folder, "tiny.gguf")));
        expect((await idiolect.voice()).model).toMatchObject({architecture: "llama", name: "tiny"});
        await idiolect.models.remove(added.id);
        expect((await idiolect.models.list()).some(({served}) => served)).toBe(false);
    });
});
