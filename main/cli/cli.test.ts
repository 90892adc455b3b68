import {execFile, spawn} from "node:child_process";
import {chmod, mkdir, mkdtemp, readFile, rm, truncate, writeFile, copyFile, readdir} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {makeTinyEncoder} from "../encoder/testing/tiny-encoder.ts";
import {makeTinyVoice, type TinyVoice} from "./testing/tiny-voice.ts";

/*
 * The command line as a user calls it: processes of their own, real files, a tiny voice with random weights.
 */

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

const entry = fileURLToPath(new URL("./index.ts", import.meta.url));
const samples = fileURLToPath(new URL("../../resources/samples", import.meta.url));
let folder: string;
let voice: TinyVoice;
let home: string;

interface Outcome {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

function idiolect(args: readonly string[], input = ""): Promise<Outcome> {
    return new Promise((resolve) => {
        const child = execFile(process.execPath, [entry, ...args], {maxBuffer: 1e8}, (error, stdout, stderr) => {
            resolve({code: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr});
        });
        child.stdin?.end(input);
    });
}

const voiceOptions = () => ["--model", voice.model, "--plug", voice.plug, "--encoder", voice.encoder, "--threads", "1"];

/** A failure that a user can act on: the exit code, nothing on standard output, one sentence and no stack on standard error. */
function expectSentence({code, stdout, stderr}: Outcome, exitCode: number, sentence: RegExp): void {
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at |should not/);
    expect([code, stdout]).toEqual([exitCode, ""]);
    expect(
        stderr
            .trim()
            .split("\n")
            .filter((line) => !/^(Looking|Reading|Learning|Done|The library is empty)/.test(line))
    ).toHaveLength(1);
}

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-cli-"));
    voice = await makeTinyVoice(join(folder, "voice"));
    home = join(folder, "home");
});

afterAll(() => rm(folder, {recursive: true, force: true}));

describe("ingest", () => {
    it("prints its counts as one JSON document, and finds nothing new the second time", async () => {
        const args = [
            "ingest",
            samples,
            "--me",
            "Maren Holt",
            "--me",
            "maren@quaystreet.example",
            "--encoder",
            voice.encoder,
            "--home",
            home,
            "--json"
        ];
        const first = JSON.parse((await idiolect(args)).stdout);
        expect(first).toMatchObject({files: 38, items: 38, unchanged: 0, removed: 0, unreachable: [], skipped: [], libraryItems: 38});
        expect(JSON.parse((await idiolect(args)).stdout)).toMatchObject({files: 38, items: 0, unchanged: 38, libraryItems: 38});
    });

    it("explains one file: what was kept, what was left out", async () => {
        const [name] = (await readdir(join(samples, "mail"))).filter((each) => each.includes("mooring"));
        const {stdout, code} = await idiolect([
            "ingest",
            "--explain",
            join(samples, "mail", name as string),
            "--encoder",
            voice.encoder,
            "--home",
            home,
            "--json"
        ]);
        const explanation = JSON.parse(stdout);
        expect(code).toBe(0);
        expect(explanation.kept[0].text).toMatch(/^Morning all,/);
        expect(explanation.kept[0].text).not.toContain("Dear Ms Holt");
        expect(explanation.leftOut.map(({excerpt}: {excerpt: string}) => excerpt).join()).toContain("Dear Ms Holt");
    });

    it("answers bad folders with one sentence", async () => {
        expectSentence(
            await idiolect(["ingest", join(folder, "nowhere"), "--home", join(folder, "h")]),
            1,
            /There is no folder .*nowhere: check its name\./
        );
        const locked = join(folder, "locked");
        await mkdir(locked, {mode: 0o000});
        const outcome = await idiolect(["ingest", locked, "--encoder", voice.encoder, "--home", join(folder, "h"), "--json"]);
        // root may read everything
        if (process.getuid?.() !== 0) expect(JSON.parse(outcome.stdout).unreachable).toHaveLength(1);
        await chmod(locked, 0o700);
    });

    it("takes an empty folder and a file that is no text for what they are", async () => {
        const odd = join(folder, "odd");
        await mkdir(odd);
        const empty = JSON.parse(
            (await idiolect(["ingest", odd, "--encoder", voice.encoder, "--home", join(folder, "h2"), "--json"])).stdout
        );
        expect(empty).toMatchObject({files: 0, items: 0, libraryItems: 0});
        await writeFile(
            join(odd, "noise.txt"),
            Uint8Array.from({length: 5000}, (_, i) => (i * 7919) % 256)
        );
        const {skipped, libraryItems} = JSON.parse(
            (await idiolect(["ingest", odd, "--encoder", voice.encoder, "--home", join(folder, "h2"), "--json"])).stdout
        );
        expect(libraryItems).toBe(0);
        expect(skipped[0]).toMatchObject({path: join(odd, "noise.txt")});
    });
});

describe("persona", () => {
    it("prints habits, sources and what shapes a brief", async () => {
        const {stdout} = await idiolect(["persona", "--brief", "the rope is here", "--home", home, ...voiceOptions(), "--json"]);
        const document = JSON.parse(stdout);
        expect(document).toMatchObject({
            items: 38,
            encoded: 38,
            sources: [{items: 38}],
            identities: ["Maren Holt", "maren@quaystreet.example"]
        });
        expect(document.habits.measures.length).toBeGreaterThan(10);
        expect(document.influences).toHaveLength(10);
        expect(document.influences[0].path).toContain("samples");
    });

    it("shows a table to people", async () => {
        const {stdout, code} = await idiolect(["persona", "--kind", "email", "--home", home, "--encoder", voice.encoder]);
        expect(code).toBe(0);
        expect(stdout).toMatch(/sentenceLength\s+\d/);
        expect(stdout).toMatch(/openings: Morning …, \(\d+\)/);
    });
});

describe("draft", () => {
    const brief = ["--kind", "email", "--brief", "the rope is here; check it", "--max-tokens", "16"];

    it("prints the documented JSON, the same for the same seed", async () => {
        const args = ["draft", ...brief, "-n", "2", "--seed", "5", "--home", home, ...voiceOptions(), "--json"];
        const [one, two] = [await idiolect(args), await idiolect(args)].map(({stdout}) => JSON.parse(stdout));
        expect(one.drafts).toHaveLength(2);
        for (const {influences, ...draft} of one.drafts) {
            expect(draft).toMatchObject({
                strategy: "plug",
                text: expect.any(String),
                tokens: expect.any(Number),
                firstTokenMs: expect.any(Number)
            });
            expect(influences[0]).toMatchObject({path: expect.stringContaining("samples"), weight: expect.any(Number)});
        }
        expect(one.drafts.map(({seed}: {seed: number}) => seed)).toEqual([5, 6]);
        expect(two.drafts.map(({text}: {text: string}) => text)).toEqual(one.drafts.map(({text}: {text: string}) => text));
    });

    it("reads a brief from standard input and streams to people", async () => {
        const {stdout, code} = await idiolect(
            ["draft", "--kind", "headline", "--brief", "-", "--max-tokens", "8", "--seed", "1", "--home", home, ...voiceOptions()],
            "The ladder is new."
        );
        expect(code).toBe(0);
        expect(stdout).toMatch(/shaped by \d+\.\d %/);
    });

    it("works without a plug by the strategies that need none, and says what the others lack", async () => {
        const other = await makeTinyModel(join(folder, "other.gguf"), {seed: 9});
        const options = ["--home", home, "--encoder", voice.encoder, "--model", other, "--threads", "1"];
        expect((await idiolect(["draft", ...brief, "--strategy", "none", ...options])).code).toBe(0);
        expect(JSON.parse((await idiolect(["draft", ...brief, ...options, "--json"])).stdout).drafts[0]).toMatchObject({
            strategy: "profile+retrieval",
            strategyReason: expect.stringContaining("has no plug"),
            truncated: []
        });
        expectSentence(
            await idiolect(["draft", ...brief, ...options, "--strategy", "plug"]),
            1,
            /There is no plug for tiny, which the strategy plug needs/
        );
        expectSentence(
            await idiolect(["draft", ...brief, ...options, "--plug", voice.plug]),
            1,
            /does not fit what is loaded \(model SHA-256: /
        );
    });

    it("refuses a plug for another encoder, and names what differs", async () => {
        const {directory} = await makeTinyEncoder(join(folder, "other-encoder"), {name: "other", seed: 3});
        const outcome = await idiolect([
            "draft",
            ...brief,
            "--home",
            join(folder, "h3"),
            "--model",
            voice.model,
            "--plug",
            voice.plug,
            "--encoder",
            directory,
            "--threads",
            "1"
        ]);
        expectSentence(outcome, 1, /\(encoder name: the plug wants tiny-encoder, loaded is other; encoder SHA-256: /);
    });

    it("answers a model that is cut off, foreign or missing with one sentence", async () => {
        const cut = join(folder, "cut.gguf");
        await copyFile(voice.model, cut);
        await truncate(cut, 60_000);
        await writeFile(join(folder, "foreign.gguf"), "GIF89a and so on");
        for (const name of ["cut.gguf", "foreign.gguf", "missing.gguf"]) {
            expectSentence(
                await idiolect(["draft", ...brief, "--home", home, "--encoder", voice.encoder, "--model", join(folder, name)]),
                1,
                new RegExp(name.replace(".", "\\."))
            );
        }
    });

    it("answers a plug that is cut off or missing with one sentence", async () => {
        const cut = join(folder, "cut.safetensors");
        await writeFile(cut, (await readFile(voice.plug)).subarray(0, 3000));
        const options = ["--home", home, "--encoder", voice.encoder, "--model", voice.model, "--threads", "1"];
        expectSentence(
            await idiolect(["draft", ...brief, ...options, "--plug", cut]),
            1,
            /cut\.safetensors is not a whole safetensors file/
        );
        expectSentence(
            await idiolect(["draft", ...brief, ...options, "--plug", join(folder, "none.safetensors")]),
            1,
            /none\.safetensors cannot be read/
        );
    });

    it("cuts a brief that is longer than the context", async () => {
        const {code, stdout} = await idiolect(
            ["draft", "--kind", "headline", "--brief", "-", "--max-tokens", "4", "--home", home, ...voiceOptions(), "--json"],
            "The ladder is new. ".repeat(50_000)
        );
        expect(code).toBe(0);
        expect(JSON.parse(stdout).drafts[0].promptTokens).toBeLessThan(2048);
        expect(JSON.parse(stdout).drafts[0].truncated).toEqual(["text"]);
    });

    it("refuses a damaged store and leaves it alone", async () => {
        const damaged = join(folder, "damaged");
        await mkdir(damaged);
        await writeFile(join(damaged, "sources.json"), "{ not json");
        expectSentence(await idiolect(["draft", ...brief, "--home", damaged, ...voiceOptions()]), 1, /sources\.json/);
        expect(await readFile(join(damaged, "sources.json"), "utf8")).toBe("{ not json");
    });

    it("ends with what it has at Ctrl-C", async () => {
        const child = spawn(
            process.execPath,
            [entry, "draft", "--kind", "email", "--brief", "x", "--max-tokens", "4000", "-n", "16", "--home", home, ...voiceOptions()],
            {stdio: ["ignore", "pipe", "pipe"]}
        );
        let stderr = "";
        child.stderr.setEncoding("utf8").on("data", (text: string) => {
            stderr += text;
        });
        child.stdout.once("data", () => child.kill("SIGINT"));
        const timer = setTimeout(() => child.kill("SIGINT"), 20_000);
        const code = await new Promise((resolve) => child.once("exit", resolve));
        clearTimeout(timer);
        expect(stderr).not.toMatch(/\n\s+at /);
        expect(code).toBe(130);
    });
});

describe("watch", () => {
    it("takes in what is written while it runs, and ends in good order at Ctrl-C", async () => {
        const [notes, at] = [join(folder, "notes"), ["--encoder", voice.encoder, "--home", join(folder, "watch-home")]];
        await mkdir(notes);
        await writeFile(
            join(notes, "one.md"),
            "# a first post\n\nThe slip is swept and the paint is dry, and that is all there is to say today.\n"
        );
        await idiolect(["ingest", notes, ...at]);
        const child = spawn(process.execPath, [entry, "watch", "--json", ...at], {stdio: ["ignore", "pipe", "pipe"]});
        const lines: string[] = [];
        child.stdout.setEncoding("utf8").on("data", (text: string) => lines.push(...text.trim().split("\n")));
        await new Promise((resolve) =>
            child.stderr.setEncoding("utf8").on("data", (text: string) => (text.includes("Watching 1 folder") ? resolve(null) : null))
        );
        await writeFile(
            join(notes, "two.md"),
            "# a second post\n\nThe crane came on Tuesday, and nobody dropped a boat, which is how we like our Tuesdays.\n"
        );
        await vi.waitFor(() => expect(lines.map((line) => JSON.parse(line).libraryItems)).toContain(2), {timeout: 60_000, interval: 200});
        child.kill("SIGINT");
        expect(await new Promise((resolve) => child.once("exit", resolve))).toBe(0);
    });

    it("needs a folder", async () => {
        expectSentence(
            await idiolect(["watch", "--encoder", voice.encoder, "--home", join(folder, "h4")]),
            2,
            /There is no folder to watch/
        );
    });
});

describe("demo", () => {
    it("drafts an e-mail and a headline, each with and without the persona, and keeps nothing", async () => {
        const before = (await readdir(tmpdir())).filter((name) => name.startsWith("idiolect-demo-"));
        const {stdout} = await idiolect(["demo", ...voiceOptions(), "--json"]);
        const {drafts, items, encoded} = JSON.parse(stdout);
        expect([items, encoded]).toEqual([38, 38]);
        expect(drafts.map(({kind}: {kind: string}) => kind)).toEqual(["email", "headline"]);
        for (const {withPersona, withoutPersona} of drafts) {
            expect([withPersona.strategy, withoutPersona.strategy]).toEqual(["plug", "none"]);
            expect(withPersona.influences.length).toBeGreaterThanOrEqual(3);
        }
        expect((await readdir(tmpdir())).filter((name) => name.startsWith("idiolect-demo-"))).toEqual(before);
    });
});

describe("eval", () => {
    async function data(name: string, task: "headline" | "label"): Promise<string> {
        const at = join(folder, name);
        await mkdir(at, {recursive: true});
        const questions = Array.from({length: 6}, (_, i) => ({
            id: `q${i}`,
            author: `a${i % 3}`,
            input:
                task === "headline"
                    ? `Generate a headline for the following article: The harbour needs a new ladder, number ${i}.`
                    : `Which tag does this movie relate to among the following tags? Just answer with the tag name without further explanation. tags: [sea, land] description: A boat ${i}.`,
            profile: Array.from({length: 5}, (__, j) =>
                task === "headline"
                    ? {
                          id: `q${i}p${j}`,
                          title: `ladder ${j}`,
                          text: `The old ladder ${j} of author ${i % 3} is gone.`,
                          date: `2020-01-0${j + 1}`
                      }
                    : {id: `q${i}p${j}`, tag: "sea", description: `A ship ${j} of author ${i % 3}.`}
            )
        }));
        await writeFile(join(at, "questions.json"), JSON.stringify(questions));
        await writeFile(
            join(at, "outputs.json"),
            JSON.stringify({task: "x", golds: questions.map(({id}) => ({id, output: task === "headline" ? "a new ladder" : "sea"}))})
        );
        return at;
    }

    it("prints the documented JSON for a text task", async () => {
        const {stdout} = await idiolect([
            "eval",
            "--data",
            await data("headlines", "headline"),
            "--strategies",
            "none,instruction,shuffled,bm25,plug,plug@0.5/2",
            "--home",
            home,
            "--max-tokens",
            "6",
            ...voiceOptions(),
            "--json"
        ]);
        const result = JSON.parse(stdout);
        expect(result).toMatchObject({task: "LaMP-4", questions: 6, authors: 3});
        expect(Object.keys(result.strategies)).toEqual(["none", "instruction", "shuffled", "bm25", "plug", "plug@0.5/2"]);
        for (const [name, strategy] of Object.entries<Record<string, unknown>>(result.strategies)) {
            for (const field of ["rouge-1", "rouge-L", "nll", "promptTokens", "firstTokenMs", "tokensPerSecond"])
                expect(strategy[field], `${name} ${field}`).toEqual(expect.any(Number));
            expect(strategy.ci95).toMatchObject({"rouge-1": [expect.any(Number), expect.any(Number)]});
        }
        const {none, instruction, plug, shuffled, bm25} = result.strategies;
        expect(instruction.promptTokens).toBe(none.promptTokens + 1);
        expect(plug.promptTokens).toBe(none.promptTokens + 3);
        expect(bm25.promptTokens).toBeGreaterThan(2 * none.promptTokens);
        expect(plug.nll).not.toBe(shuffled.nll);
        expect(plug.differences.shuffled.nll.mean).toBeCloseTo(plug.nll - shuffled.nll, 3);
    });

    it("is the same with two workers, and prints accuracy for labels", async () => {
        const args = [
            "eval",
            "--data",
            await data("tags", "label"),
            "--strategies",
            "none,plug",
            "--home",
            home,
            ...voiceOptions(),
            "--json"
        ];
        const [one, two] = [await idiolect(args), await idiolect([...args, "--workers", "2"])].map(({stdout}) => JSON.parse(stdout));
        expect(one.task).toBe("LaMP-2");
        expect(one.strategies.plug).toMatchObject({accuracy: expect.any(Number), f1: expect.any(Number)});
        expect(two.strategies.plug.accuracy).toBe(one.strategies.plug.accuracy);
        expect(two.strategies.plug.nll).toBeCloseTo(one.strategies.plug.nll, 6);
    });

    it("answers data that cannot be used with one sentence", async () => {
        expectSentence(await idiolect(["eval", "--home", home]), 2, /--data is missing/);
        expectSentence(
            await idiolect(["eval", "--data", join(folder, "nowhere"), "--home", home]),
            1,
            /There is no questions\.json or questions\.json\.xz in/
        );
        const broken = join(folder, "broken");
        await mkdir(broken);
        await writeFile(join(broken, "questions.json.xz"), "no xz");
        expectSentence(await idiolect(["eval", "--data", broken, "--home", home]), 1, /questions\.json\.xz is no whole \.xz file/);
        expectSentence(
            await idiolect(["eval", "--data", broken, "--strategies", "magic", "--home", home]),
            1,
            /There is no strategy magic/
        );
    });
});

describe("models", () => {
    it("are added, listed, used, verified and removed, and their files stay", async () => {
        const at = ["--home", join(folder, "models-home"), "--json"];
        const added = JSON.parse((await idiolect(["models", "add", voice.model, ...at])).stdout);
        expect(added).toMatchObject({name: "tiny", architecture: "llama", embedded: false, inUse: false, present: true, fit: {fits: true}});
        expect(JSON.parse((await idiolect(["models", "use", added.id, ...at])).stdout)).toMatchObject({inUse: true});
        expect(JSON.parse((await idiolect(["models", "list", ...at])).stdout).models.map(({id}: {id: string}) => id)).toContain(added.id);
        expect(JSON.parse((await idiolect(["models", "verify", "tiny", ...at])).stdout)).toMatchObject({ok: true});
        expectSentence(await idiolect(["models", "verify", "tiny", "--sha256", "0".repeat(64), ...at]), 1, /is damaged or was changed/);
        expect((await idiolect(["models", "remove", added.id, ...at])).code).toBe(0);
        expectSentence(
            await idiolect(["models", "verify", added.id, ...at]),
            1,
            /There is no model .* in the list: see `idiolect models list`/
        );
        expect((await readFile(voice.model)).length).toBeGreaterThan(0);
    });

    it("are refused when they are no models", async () => {
        await writeFile(join(folder, "note.txt"), "hello");
        expectSentence(await idiolect(["models", "add", join(folder, "note.txt"), "--home", home]), 1, /is not a GGUF model/);
        expectSentence(await idiolect(["models", "add", join(folder, "gone.gguf"), "--home", home]), 1, /cannot be read/);
        expectSentence(await idiolect(["models", "fetch", "x", "--home", home]), 2, /There is no action fetch/);
    });
});

describe("train", () => {
    it("learns from a folder, prints one JSON document, and leaves a file that drafting uses", async () => {
        const own = join(folder, "train home");
        const args = [
            "train",
            "--from",
            join(samples, "mail"),
            "--me",
            "maren@quaystreet.example",
            "--vectors",
            "4",
            ...voiceOptions(),
            "--home",
            own,
            "--json"
        ];
        const {code, stdout, stderr} = await idiolect(args);
        expect([code, stderr.includes("Error")], stderr.slice(-400)).toEqual([0, false]);
        const result = JSON.parse(stdout);
        expect(result).toMatchObject({
            vectors: 4,
            k: 4,
            texts: expect.any(Number),
            keptOut: expect.any(Number),
            tokensPerSecond: expect.any(Number)
        });
        expect(result.gain).toBeCloseTo(result.none - result.tuned, 9);
        expect(result.gain).toBeGreaterThan(0);
        const drafted = await idiolect([
            "draft",
            "--kind",
            "email",
            "--brief",
            "the winch is late",
            "-n",
            "1",
            "--strategy",
            "tuned",
            "--max-tokens",
            "8",
            ...voiceOptions(),
            "--home",
            own,
            "--json"
        ]);
        expect(drafted.stdout).toContain('"strategy":"tuned"');
    });
});

describe("usage", () => {
    it.each<[readonly string[], number, RegExp]>([
        [["sing"], 2, /There is no command sing: choose one of ingest, watch/],
        [["draft", "--brief", "x"], 2, /--kind is missing: choose one of email/],
        [["draft", "--kind", "poem", "--brief", "x"], 2, /There is no kind "poem": choose one of email, reply/],
        [["draft", "--kind", "email", "--volume", "11"], 2, /Unknown option '--volume'/],
        [["draft", "--kind", "email", "--brief"], 2, /argument missing/],
        [["draft", "--kind", "email", "-n", "0"], 2, /--n is a whole number from 1 to 16, not "0"/],
        [["draft", "--kind", "email", "--strength", "much"], 2, /--strength is a number from 0 to 4/],
        [["draft", "--kind", "email", "--brief", "x", "--strategy", "magic"], 1, /There is no strategy magic/],
        [["train", "--from", "no such folder"], 1, /There is no folder/]
    ])("of %j is explained in one sentence", async (args, code, sentence) => expectSentence(await idiolect(args), code, sentence));

    it("is shown on request, for each command as well", async () => {
        for (const args of [["--help"], ["draft", "--help"], ["eval", "-h"], ["ingest", "--help"], ["models", "--help"]]) {
            const {code, stdout} = await idiolect(args);
            expect([code, stdout.includes("idiolect")]).toEqual([0, true]);
        }
        expect((await idiolect([])).code).toBe(2);
    });
});
