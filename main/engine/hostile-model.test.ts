import {fork, spawn} from "node:child_process";
import {once} from "node:events";
import {mkdtemp, readFile, rm, truncate, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {readGgufHeader} from "../models/gguf-header.ts";
import {forkEngineProcess} from "./fork-engine.ts";
import {LlamaEngine} from "./llama-engine.ts";
import {SupervisedEngine} from "./supervised-engine.ts";
import {checkChatTemplate} from "./template-check.ts";
import {makeTinyModel} from "./testing/tiny-model.ts";
import {TimeLimitError, withinTime} from "./time-limit.ts";
import type {GgufFileInfo} from "node-llama-cpp";
import type {EngineProcess} from "./supervised-engine.ts";
import type {EngineRequest} from "./protocol.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000}); // threads and processes start here, on a machine that may be busy

let folder: string;
beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-hostile-"));
});
afterAll(() => rm(folder, {recursive: true}));

const check = (template: string): Promise<unknown> =>
    checkChatTemplate(
        {metadata: {tokenizer: {chat_template: template}}} as unknown as Pick<GgufFileInfo, "metadata">,
        "/models/odd.gguf"
    ).then(
        () => null,
        (error: unknown) => error
    );

describe("a chat template", () => {
    test.each([
        ["loops", "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}{{ messages[0].content }}"],
        ["ranges", "{% set a = range(4000000000) %}{{ messages[0].content }}"],
        [
            "doubles a text",
            "{% set ns = namespace(t='xxxxxxxx') %}{% for i in range(20) %}{% set ns.t = ns.t + ns.t %}{% endfor %}{{ ns.t " +
                "}}{{ messages[0].content }}"
        ],
        [
            "doubles a list",
            "{% set ns = namespace(t=[1,2,3,4]) %}{% for i in range(60) %}{% set ns.t = ns.t + ns.t %}{% endfor %}{{ messages[0].content }}"
        ],
        ["calls itself", "{% macro m(f) %}{{ f(f) }}{% endmacro %}{{ m(m) }}{{ messages[0].content }}"],
        ["writes without end", "{% for a in range(200000) %}{{ messages[0].content }}{% endfor %}"]
    ])("that %s is refused in one sentence", async (_, template) => {
        const error = await check(template);
        expect(error).toBeInstanceOf(UserError);
        expect((error as Error).message).toMatch(/^The chat template of odd\.gguf .* choose another one\.$/);
    });

    test.each([
        [
            "of ChatML's kind",
            "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end" +
                "|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
        ],
        [
            "that refuses a role",
            "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no') }}{% endif %}{{ m.content }}{% endfor %}"
        ],
        ["that is no Jinja", "{% for"],
        ["that is empty", " "]
    ])("%s passes", async (_, template) => {
        expect(await check(template)).toBeNull();
    });

    test("is tested regardless of Node's --import and --require options", async () => {
        vi.stubEnv("NODE_OPTIONS", "--require /nowhere/at-all.cjs");
        try {
            expect(await check("{{ messages[0].content }}")).toBeNull();
            expect(String(await check("{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}"))).toMatch(
                /does not end within/
            );
        } finally {
            vi.unstubAllEnvs();
        }
    });

    test("that loops is rejected and the loaded model stays", async () => {
        const good = await makeTinyModel(path.join(folder, "good.gguf"));
        const odd = await makeTinyModel(path.join(folder, "odd.gguf"), {
            tokenizer: "spm",
            metadata: {
                "tokenizer.chat_template": {string: "{% for a in range(1000000) %}{% for b in range(1000000) %}{% endfor %}{% endfor %}"}
            }
        });
        const engine = new LlamaEngine({threads: 1, gpu: false});
        await engine.load(good);
        await expect(engine.load(odd)).rejects.toThrow(/chat template of odd\.gguf/);
        expect(engine.model?.path).toBe(good);
        await engine.dispose();
    });
});

test("a model with NaN weights is rejected, in this process and in another", async () => {
    const file = await makeTinyModel(path.join(folder, "weights.gguf"));
    const bytes = await readFile(file);
    // after the header of 14 kB come 130 kB of embeddings; all bits set is NaN
    await writeFile(file, bytes.fill(0xff, 20_000, 100_000));
    for (const engine of [new LlamaEngine({threads: 1, gpu: false}), new SupervisedEngine(forkEngineProcess, {threads: 1, gpu: false})]) {
        await expect(engine.load(file)).rejects.toThrow(/weights\.gguf .*; (download or copy it again|choose another one)\./);
        expect(engine.model).toBeNull();
        await engine.dispose();
    }
});

test("a model with a terabyte of nothing behind its tensors is rejected unread", async () => {
    const file = await makeTinyModel(path.join(folder, "hole.gguf"));
    await truncate(file, 2 ** 40);
    const engine = new LlamaEngine({threads: 1, gpu: false});
    await expect(engine.load(file)).rejects.toThrow(/hole\.gguf is damaged: it goes on long after its last tensor/);
    await engine.dispose();
});

describe("a limit of time", () => {
    test("stops loops and slow expressions, and passes results and errors on", () => {
        expect(() =>
            withinTime(100, () => {
                for (;;);
            })
        ).toThrow(TimeLimitError);
        expect(() => withinTime(100, () => /^(a+)+$/.test(`${"a".repeat(40)}!`))).toThrow(TimeLimitError);
        expect(withinTime(1000, () => withinTime(1000, () => 7) + 1)).toBe(8);
        expect(() =>
            withinTime(1000, () => {
                throw new RangeError("mine");
            })
        ).toThrow(new RangeError("mine"));
    });
});

describe("an engine's process", () => {
    /** A process that runs `script` for each message. */
    function scripted(script: string): EngineProcess {
        const child = spawn(process.execPath, ["-e", script], {stdio: ["ignore", "ignore", "pipe", "ipc"], serialization: "advanced"});
        return {
            pid: child.pid,
            send: (message: EngineRequest) => void child.send(message, () => {}),
            onMessage: (listener) => void child.on("message", listener),
            onExit: (listener) => void child.once("exit", (code, signal) => listener(signal ?? `code ${code}`, "")),
            kill: () => void child.kill("SIGKILL")
        };
    }

    test("that no longer answers is ended with an error", async () => {
        const engine = new SupervisedEngine(
            () => scripted("process.on('message', (m) => { for (; m.name !== 'configure';); })"),
            {gpu: false},
            Date.now,
            1500
        );
        await expect(engine.load("/models/endless.gguf")).rejects.toThrow(
            "The model endless.gguf crashed the engine while it was loaded (no answer for 2 seconds); choose another model."
        );
        await engine.dispose();
    });

    test("that computes for long but answers is not ended", async () => {
        const engine = new SupervisedEngine(
            () =>
                scripted(`process.on('message', (m) => {
            if (m.type !== 'request') return;
            const error = {classes: ['UserError'], message: 'Said at last.', stack: '', properties: {}, cause: null};
            if (m.name === 'load') setTimeout(() => process.send({type: 'error', id: m.id, error}), 4000);
            else if (m.name === 'model' || m.name === 'configure') process.send({type: 'result', id: m.id, output: null});
            else process.exit(0);
        })`),
            {gpu: false},
            Date.now,
            1500
        );
        await expect(engine.load("/models/slow.gguf")).rejects.toThrow("Said at last.");
        await engine.dispose();
    });

    test.each([
        ["nonsense", "7", /an answer that makes no sense/],
        ["a model that is none", "{type: 'result', id: m.id, output: {path: 3}}", /The model x\.gguf is damaged/]
    ])("that answers %s costs one sentence and not the host", async (_, answer, sentence) => {
        const engine = new SupervisedEngine(
            () =>
                scripted(`process.on('message', (m) => {
            if (m.name === 'dispose') process.exit(0);
            if (m.name === 'model') process.send({type: 'result', id: m.id, output: null});
            if (m.name === 'load') process.send(${answer});
        })`),
            {gpu: false}
        );
        await expect(engine.load("/models/x.gguf")).rejects.toThrow(sentence);
        await engine.dispose();
    });

    test("ends when its host is killed, even while busy", async () => {
        const module = path.join(import.meta.dirname, "host-watch.ts");
        const busy = path.join(folder, "busy.mjs");
        await writeFile(
            busy,
            `import {endWithHost} from ${JSON.stringify(module)}; endWithHost(process.ppid, 100); setTimeout(() => { ` +
                "process.send(process.pid); setTimeout(() => { for (;;); }, 100); }, 1000);"
        );
        const host = path.join(folder, "host.mjs");
        await writeFile(
            host,
            `import {fork} from "node:child_process"; fork(${JSON.stringify(busy)}).once("message", (pid) => process.send(pid));`
        );
        const started = fork(host);
        const [pid] = (await once(started, "message")) as [number];
        await new Promise((resolve) => setTimeout(resolve, 500));
        started.kill("SIGKILL");
        await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"), {timeout: 30_000, interval: 100});
    });
});

describe("the header of a GGUF file", () => {
    const u32 = (value: number): Buffer => {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32LE(value);
        return bytes;
    };
    const u64 = (value: number | bigint): Buffer => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigUInt64LE(BigInt(value));
        return bytes;
    };
    const text = (value: string): Buffer => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)]);
    const header = (tensors: number | bigint, keys: number | bigint, ...rest: Buffer[]): Buffer =>
        Buffer.concat([Buffer.from("GGUF"), u32(3), u64(tensors), u64(keys), ...rest]);
    const pair = (key: string, ...value: Buffer[]): Buffer => Buffer.concat([text(key), ...value]);
    const textPair = (key: string, value: string): Buffer => pair(key, u32(8), text(value));
    const tensor = (name: string, dimensions: readonly (number | bigint)[], claimed = dimensions.length): Buffer =>
        Buffer.concat([text(name), u32(claimed), ...dimensions.map(u64), u32(0), u64(0)]);

    test.each([
        [
            "a million keys",
            header(0, 1_000_000, ...Array.from({length: 1000}, (_, i) => textPair(`k${i}`, ""))),
            /claims to have 1000000 keys/
        ],
        ["as many tensors as can be counted", header(2n ** 63n, 0), /claims to have .* tensors/],
        ["a tensor with a billion dimensions", header(1, 0, tensor("w", [2, 2], 1_000_000_000)), /tensor w has 1000000000 dimensions/],
        ["a tensor larger than numbers go", header(1, 0, tensor("w", [2n ** 40n, 2n ** 40n])), /tensor w has .* values/],
        ["a tensor of nothing", header(1, 0, tensor("w", [4, 0])), /tensor w has 0 values/],
        ["an array longer than the file", header(0, 1, pair("a", u32(9), u32(8), u64(2n ** 40n))), /values in an array/],
        [
            "many long arrays",
            header(0, 3, ...["a", "b", "c"].map((key) => pair(key, u32(9), u32(0), u64(900_000), Buffer.alloc(900_000)))),
            /arrays have more than/
        ],
        ["arrays in arrays", header(0, 1, pair("a", u32(9), u32(9), u64(1), u32(9), u64(1))), /array of type 9/],
        ["a value of no type", header(0, 1, pair("a", u32(77))), /value of type 77/],
        ["a key as long as a book", header(0, 1, text("k".repeat(5000)), u32(0), Buffer.alloc(1)), /a name in its header has 5000 bytes/],
        ["a key that is every object's", header(0, 1, textPair("general.__proto__.name", "x")), /has the key/],
        ["a name that is a number", header(0, 1, pair("general.name", u32(4), u32(5))), /general\.name is not text/],
        [
            "a negative number of layers",
            header(0, 1, pair("llama.block_count", u32(5), u32(2 ** 32 - 3))),
            /block_count is not a positive number/
        ],
        ["two billion layers", header(0, 1, pair("llama.block_count", u32(4), u32(2 ** 31 - 2))), /more than 512 layers/],
        ["an alignment of 3", header(0, 1, pair("general.alignment", u32(4), u32(3))), /alignment is not a power of two/],
        ["a chat template of 2 MB", header(0, 1, textPair("tokenizer.chat_template", "x".repeat(2_000_000))), /chat template is longer/]
    ])("with %s is refused in one sentence, without being read to its end", async (_, bytes, sentence) => {
        const file = path.join(folder, "header.gguf");
        await writeFile(file, bytes);
        const error = await readGgufHeader(file).then(
            () => null,
            (thrown: unknown) => thrown
        );
        expect(error).toBeInstanceOf(UserError);
        expect((error as Error).message).toMatch(sentence);
    });
});
