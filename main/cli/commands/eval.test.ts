import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it, vi} from "vitest";
import {expectSentence, folder, home, idiolect, useTinyVoice, voiceOptions} from "../testing/command-line.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

useTinyVoice();

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
                    : "Which tag does this movie relate to among the following tags? Just answer with the tag name without " +
                      `further explanation. tags: [sea, land] description: A boat ${i}.`,
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

    it("gives the same results with two workers, and prints accuracy for labels", async () => {
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

    it("prints no metrics of texts that were not generated", async () => {
        const folder = await data("silent", "headline");
        const args = ["eval", "--data", folder, "--strategies", "none", "--limit", "2", "--home", home, ...voiceOptions()];
        const {stdout} = await idiolect([...args, "--no-generate"]);
        expect(stdout).toMatch(/strategy +nll\s/);
        expect(stdout).not.toMatch(/rouge|tokens/);
        expect((await idiolect([...args, "--max-tokens", "4"])).stdout).toMatch(/strategy +rouge-1 .*tokens\/s/);
    });

    it("reports unusable data in one sentence", async () => {
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
