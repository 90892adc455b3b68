import {execFile} from "node:child_process";
import {mkdtemp, readFile, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import process from "node:process";
import {promisify} from "node:util";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {forkEngineProcess} from "../engine/fork-engine.ts";
import {SupervisedEngine} from "../engine/supervised-engine.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {canDropPrivileges} from "./drop-privileges.ts";
import type {Confinement} from "./drop-privileges.ts";
import type {EngineProcess} from "../engine/supervised-engine.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

let folder: string, model: string, other: string, secret: string, hashes: string;
let kernel: Confinement;

/** Results of the attempts: `ok`, or the error's code. */
async function attempts(kind: "engine" | "engine with a card" | "parser"): Promise<Record<string, string>> {
    const program = path.join(import.meta.dirname, "testing", "attempts.ts");
    const {stdout} = await promisify(execFile)(process.execPath, [
        "--disable-sigusr1",
        program,
        kind,
        model,
        secret,
        hashes,
        path.join(folder, "new")
    ]);
    return JSON.parse(stdout) as Record<string, string>;
}

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-rights-"));
    model = await makeTinyModel(path.join(folder, "tiny.gguf"));
    other = await makeTinyModel(path.join(folder, "other.gguf"), {seed: 2});
    secret = path.join(folder, "letter.txt");
    hashes = path.join(folder, "hashes.json");
    await writeFile(secret, "Dear Ines");
    const probe =
        "const {dropPrivileges} = await import(process.argv[1]); console.log(JSON.stringify(dropPrivileges({restrictsFiles: true})));";
    const dropPrivileges = path.join(import.meta.dirname, "drop-privileges.ts");
    const {stdout} = await promisify(execFile)(process.execPath, ["--disable-sigusr1", "--input-type=module", "-e", probe, dropPrivileges]);
    kernel = JSON.parse(stdout) as Confinement;
});

afterAll(() => rm(folder, {recursive: true, force: true}));

describe.runIf(process.platform === "linux")("dropped privileges", () => {
    test("are supported by this build", () => {
        expect(canDropPrivileges()).toBe(true);
    });

    test("the engine reads its model and the program, writes the hash cache, starts only itself, and has no network", async () => {
        const found = await attempts("engine");
        expect(found).toMatchObject({
            "read the model": "ok",
            "read the model, asynchronously": "ok",
            "write the hashes": "ok",
            "start itself": "ok"
        });
        if (kernel.landlock > 0)
            expect(found).toMatchObject({
                "read a letter": "EACCES",
                "read a letter, asynchronously": "EACCES",
                "write a file": "EACCES",
                "write a file, asynchronously": "EACCES",
                "list a folder": "EACCES",
                "start a program": "EACCES",
                "write over the model": "EACCES"
            });
        if (kernel.landlock >= 7) expect(found["signal another process"]).toBe("EPERM");
        if (kernel.seccomp)
            expect(found).toMatchObject({"connect": "EPERM", "connect locally": "EPERM", "send a datagram": "EPERM", "listen": "EPERM"});
    });

    test("with a graphics card files and devices stay accessible, but not the network", async () => {
        const found = await attempts("engine with a card");
        expect(found).toMatchObject({"read a letter": "ok", "write a file": "ok"});
        if (kernel.seccomp) expect(found).toMatchObject({"connect": "EPERM", "send a datagram": "EPERM"});
    });

    test("a parser's thread opens no socket and starts no program, while other threads still can", async () => {
        const found = await attempts("parser");
        expect(found).toMatchObject({"read a letter": "ok", "read a letter, asynchronously": "ok"});
        if (kernel.landlock > 0) expect(found["write a file"]).toBe("EACCES");
        if (kernel.seccomp) expect(found).toMatchObject({"connect": "EPERM", "send a datagram": "EPERM", "start a program": "EPERM"});
        expect(found).toMatchObject({"main: write a file, asynchronously": "ok", "main: start a program": "ok", "main: listen": "ok"});
    });

    test.runIf(process.platform === "linux")(
        "every thread of the engine's process has given them up once it has a model, and another model gets another process",
        async () => {
            const processes: EngineProcess[] = [];
            const engine = new SupervisedEngine(
                () => {
                    const started = forkEngineProcess();
                    processes.push(started);
                    return started;
                },
                {threads: 2, gpu: false, hashCache: hashes}
            );
            try {
                const first = await engine.load(model);
                if (kernel.seccomp)
                    for (const thread of await readdir(`/proc/${processes[0]!.pid}/task`))
                        expect(await readFile(`/proc/${processes[0]!.pid}/task/${thread}/status`, "utf8")).toMatch(
                            /NoNewPrivs:\s+1\nSeccomp:\s+2\n/
                        );
                expect(JSON.parse(await readFile(hashes, "utf8"))).toHaveProperty([model]);
                await engine.load(model);
                expect(processes).toHaveLength(1);

                await engine.load(other);
                expect(processes).toHaveLength(2);
                expect(engine.model!.sha256).not.toBe(first.sha256);
                await expect(engine.countTokens("the people")).resolves.toBeGreaterThan(0);

                // a file that is not a model leaves the loaded one in place
                await expect(engine.load(secret)).rejects.toThrow(/letter\.txt/);
                expect(engine.model!.path).toBe(other);
                await expect(engine.countTokens("the people")).resolves.toBeGreaterThan(0);
            } finally {
                await engine.dispose();
            }
        }
    );
});
