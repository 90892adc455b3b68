import {spawn} from "node:child_process";
import {chmod, mkdir, readFile, truncate, writeFile, copyFile, readdir} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {describe, expect, it, vi} from "vitest";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {makeTinyEncoder} from "../encoder/testing/tiny-encoder.ts";
import {entry, expectSentence, folder, home, idiolect, samples, useTinyVoice, voice, voiceOptions} from "./testing/command-line.ts";

/* The command line as a user calls it: separate processes, real files, a tiny model with random weights. */

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

useTinyVoice();

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

    it("reports unusable folders in one sentence", async () => {
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

    it("accepts an empty folder and skips a file that is not text", async () => {
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

    it("prints a table without --json", async () => {
        const {stdout, code} = await idiolect(["persona", "--kind", "email", "--home", home, "--encoder", voice.encoder]);
        expect(code).toBe(0);
        expect(stdout).toMatch(/sentenceLength\s+\d/);
        expect(stdout).toMatch(/openings: Morning …, \(\d+\)/);
    });
});

describe("draft", () => {
    const brief = ["--kind", "email", "--brief", "the rope is here; check it", "--max-tokens", "16"];

    it("prints the documented JSON, identical for the same seed", async () => {
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

    it("reads a brief from standard input and streams the draft", async () => {
        const {stdout, code} = await idiolect(
            ["draft", "--kind", "headline", "--brief", "-", "--max-tokens", "8", "--seed", "1", "--home", home, ...voiceOptions()],
            "The ladder is new."
        );
        expect(code).toBe(0);
        expect(stdout).toMatch(/shaped by \d+\.\d %/);
    });

    it("works without a plug by the strategies that need none, and reports what the others lack", async () => {
        const other = await makeTinyModel(join(folder, "other.gguf"), {seed: 9});
        const options = ["--home", home, "--encoder", voice.encoder, "--model", other, "--threads", "1"];
        expect((await idiolect(["draft", ...brief, "--strategy", "none", ...options])).code).toBe(0);
        expect(JSON.parse((await idiolect(["draft", ...brief, ...options, "--json"])).stdout).drafts[0]).toMatchObject({
            strategy: "profile+retrieval",
            strategyReason: expect.stringContaining("as examples, and your habits in words"),
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

    it("rejects a plug for another encoder and names the differences", async () => {
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

    it("reports a truncated, foreign or missing model in one sentence", async () => {
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

    it("reports a truncated or missing plug in one sentence", async () => {
        const cut = join(folder, "cut.safetensors");
        await writeFile(cut, (await readFile(voice.plug)).subarray(0, 3000));
        const options = ["--home", home, "--encoder", voice.encoder, "--model", voice.model, "--threads", "1"];
        expectSentence(
            await idiolect(["draft", ...brief, ...options, "--plug", cut]),
            1,
            /cut\.safetensors is not a complete safetensors file/
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

    it("rejects a damaged store and does not modify it", async () => {
        const damaged = join(folder, "damaged");
        await mkdir(damaged);
        await writeFile(join(damaged, "sources.json"), "{ not json");
        expectSentence(await idiolect(["draft", ...brief, "--home", damaged, ...voiceOptions()]), 1, /sources\.json/);
        expect(await readFile(join(damaged, "sources.json"), "utf8")).toBe("{ not json");
    });

    it("prints the partial drafts at Ctrl-C", async () => {
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
    it("ingests files that are written while it runs, and exits cleanly at Ctrl-C", async () => {
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
    it("drafts an e-mail and a headline, each with and without the persona, and stores nothing", async () => {
        const before = (await readdir(tmpdir())).filter((name) => name.startsWith("idiolect-demo-"));
        const {stdout} = await idiolect(["demo", ...voiceOptions(), "--json"]);
        const {drafts, items, encoded, training} = JSON.parse(stdout);
        expect([items, encoded]).toEqual([38, 38]);
        // no persona was trained for the tests' model, but one could be
        expect(training).toMatchObject({gain: null, refusal: null});
        expect(training).toHaveProperty("seconds");
        expect(drafts.map(({kind}: {kind: string}) => kind)).toEqual(["email", "headline"]);
        for (const {withPersona, withoutPersona} of drafts) {
            expect([withPersona.strategy, withoutPersona.strategy]).toEqual(["plug", "none"]);
            expect(withPersona.influences.length).toBeGreaterThanOrEqual(3);
        }
        expect((await readdir(tmpdir())).filter((name) => name.startsWith("idiolect-demo-"))).toEqual(before);
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

    it("is printed on request, for each command as well", async () => {
        for (const args of [["--help"], ["draft", "--help"], ["eval", "-h"], ["ingest", "--help"], ["models", "--help"]]) {
            const {code, stdout} = await idiolect(args);
            expect([code, stdout.includes("idiolect")]).toEqual([0, true]);
        }
        expect((await idiolect([])).code).toBe(2);
    });
});
