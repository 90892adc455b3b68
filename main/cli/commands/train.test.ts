import {join} from "node:path";
import {describe, expect, it, vi} from "vitest";
import {folder, idiolect, samples, useTinyVoice, voiceOptions} from "../testing/command-line.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

useTinyVoice();

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
