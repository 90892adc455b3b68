import {execFile, fork} from "node:child_process";
import {once} from "node:events";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import process from "node:process";
import {promisify} from "node:util";
import {afterAll, afterEach, beforeAll, describe, expect, test, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import {forkEngineProcess} from "./fork-engine.ts";
import {SupervisedEngine} from "./supervised-engine.ts";
import {makeTinyModel} from "./testing/tiny-model.ts";
import type {DraftJob} from "../../app/drafting/engine.ts";
import type {EngineProcess} from "./supervised-engine.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000}); // processes start and load models here, on a machine that may be busy

const job: DraftJob = {
    prompt: {turns: [{role: "user", parts: [{type: "text", text: "the people"}]}]},
    seeds: [1, 2],
    sampling: {maxTokens: 200}
};

let folder: string;
let model: string;
let processes: EngineProcess[] = [];
let engine: SupervisedEngine;

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-supervised-"));
    model = await makeTinyModel(path.join(folder, "tiny.gguf"));
});

afterEach(async () => {
    await engine.dispose();
    processes = [];
});

afterAll(() => rm(folder, {recursive: true}));

function start(now?: () => number, gpu: "auto" | false = false): SupervisedEngine {
    const spawn = (): EngineProcess => {
        const started = forkEngineProcess();
        processes.push(started);
        return started;
    };
    engine = new SupervisedEngine(spawn, {threads: 1, gpu}, now);
    return engine;
}

async function write(what: DraftJob = job, onToken: () => void = () => {}): Promise<string[]> {
    const texts: string[] = [];
    for await (const event of engine.draft(what))
        if (event.type === "token") onToken();
        else texts[event.draft] = event.text;
    return texts;
}

/** Kills the process with a crash signal at the first token of a draft. Returns the error that the draft's reader got. */
async function crashWhileDrafting(signal: NodeJS.Signals = "SIGSEGV"): Promise<unknown> {
    const {pid} = processes.at(-1)!;
    let killed = false;
    return write({...job, sampling: {maxTokens: 2000, temperature: 0}}, () => {
        if (!killed) process.kill(pid!, signal);
        killed = true;
    }).then(
        () => null,
        (error: unknown) => error
    );
}

test("what the engine's process refuses comes with its key and values, so that a window can word it", async () => {
    const gone = path.join(folder, "gone.gguf");
    const error = await start()
        .load(gone)
        .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).sentence).toEqual(say("model.not-there", {path: gone}));
    expect(wordSentence((error as UserError).sentence, "de")).toBe(`Unter ${gone} gibt es kein Modell; prüfen Sie den Pfad.`);
});

describe("a crash of the engine's process", () => {
    test("in the middle of a draft is reported in one sentence, and the next draft works", async () => {
        start();
        const info = await engine.load(model);
        const before = await write();

        const error = await crashWhileDrafting();
        expect(error).toBeInstanceOf(UserError);
        expect((error as Error).message).toBe("The language model crashed (SIGSEGV) and was started again; try again.");
        expect((error as UserError).sentence).toEqual(say("engine.crashed", {how: "SIGSEGV"}));
        expect(engine.model).toEqual(info);

        expect(await write()).toEqual(before);
        expect(processes).toHaveLength(2);
        expect(processes[1]!.pid).not.toBe(processes[0]!.pid);
    });

    test("fails every running call, and no later one", async () => {
        start();
        await engine.load(model);
        const outcomes = Promise.allSettled([crashWhileDrafting("SIGABRT"), engine.score(job.prompt, "the people"), write()]);
        const [, score, draft] = await outcomes;
        // these waited for the mutex behind the draft
        expect(score.status).toBe("rejected");
        expect(draft.status).toBe("rejected");
        await expect(engine.countTokens("the people")).resolves.toBeGreaterThan(0);
    });

    test("if repeated, stops the restarts until another model is loaded", async () => {
        let minutes = 0;
        start(() => minutes * 60_000);
        await engine.load(model);
        for (let crash = 1; crash <= 3; crash++) {
            await engine.countTokens("the engine is up again");
            const error = await crashWhileDrafting();
            expect((error as Error).message).toContain(crash < 3 ? "was started again" : "crashed again");
        }
        await expect(write()).rejects.toThrow("crashed 3 times within a few minutes; choose another model");
        expect(processes).toHaveLength(3);

        const other = await makeTinyModel(path.join(folder, "other.gguf"), {seed: 2});
        await engine.load(other);
        expect(await write()).toHaveLength(2);

        // crashes far apart do not count
        for (let crash = 0; crash < 3; crash++) {
            minutes += 3;
            await engine.countTokens("up again");
            expect(String(await crashWhileDrafting())).toContain("was started again");
        }
    });

    test("while a model is loaded does not load that model again", async () => {
        start();
        await engine.load(model);
        const loading = engine.load(model).then(
            () => null,
            (error: unknown) => error
        );
        process.kill(processes[0]!.pid!, "SIGSEGV");
        expect(String(await loading)).toContain(
            "The model tiny.gguf crashed the engine while it was loaded (SIGSEGV); choose another model."
        );
        expect(engine.model).toBeNull();
        await expect(write()).rejects.toThrow("No language model is loaded");
        await engine.load(model);
        expect(await write()).toHaveLength(2);
    });
});

test("a call that is none of the protocol's fails, and the process goes on", async () => {
    start();
    await engine.load(model);
    await expect(engine.countTokens(5 as never)).rejects.toThrow();
    await expect(engine.score({poem: []} as never, "")).rejects.toThrow();
    expect(await write()).toHaveLength(2);
    expect(processes).toHaveLength(1);
});

describe("graphics cards", () => {
    test("a crash while a model is loaded is retried without a graphics card", async () => {
        start(undefined, "auto");
        const loading = engine.load(model);
        await vi.waitFor(() => expect(processes).toHaveLength(1));
        process.kill(processes[0]!.pid!, "SIGSEGV");
        expect((await loading).path).toBe(model);
        expect(processes).toHaveLength(2);
        expect(await write()).toHaveLength(2);
    });

    test("node-llama-cpp's own test of a library passes if no process can be started", async () => {
        const script = `
            import childProcess from "node:child_process";
            import {syncBuiltinESMExports} from "node:module";
            childProcess.fork = () => { throw new Error("no process can be started here"); };
            syncBuiltinESMExports();
            const {passBinaryTests} = await import("./binary-test.ts");
            const {LlamaEngine} = await import("./llama-engine.ts");
            if (process.argv[1] === "pass")
                passBinaryTests();
            const engine = new LlamaEngine({threads: 1, gpu: false});
            const {name} = await engine.load(process.argv[2]);
            await engine.dispose();
            console.log("loaded", name);
        `;
        const run = promisify(execFile);
        const load = (mode: string) =>
            run(process.execPath, ["--input-type=module", "-e", script, mode, model], {cwd: import.meta.dirname});
        expect((await load("pass")).stdout).toBe("loaded tiny\n");
        await expect(load("fail")).rejects.toThrow("llama.cpp cannot be started");
    });
});

describe("shutting down", () => {
    test("in the middle of a draft ends it as cancelled, and the process", async () => {
        start();
        await engine.load(model);
        const draft = write(job, () => void engine.dispose());
        await expect(draft).resolves.toHaveLength(2);
        await engine.dispose();
        await expect(write()).rejects.toThrow("was shut down");
        expect(() => process.kill(processes[0]!.pid!, 0)).toThrow();
    });

    test("before anything was started does nothing", async () => {
        start();
        await engine.dispose();
        expect(processes).toHaveLength(0);
    });

    test("the engine's process does not outlive its supervisor", async () => {
        start();
        const child = fork(new URL("./engine-process.ts", import.meta.url), {serialization: "advanced", execArgv: []});
        await once(child, "spawn");
        const exited = once(child, "exit");
        child.disconnect();
        expect(await exited).toEqual([0, null]);
    });
});
