import {execFile} from "node:child_process";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {expect, test} from "vitest";
import {makeTinyModel} from "./testing/tiny-model.ts";

const example = fileURLToPath(new URL("../../native/example.mjs", import.meta.url));
const run = promisify(execFile);

test("the hook example reads the same logits for a text's own embedding rows as for the text", {timeout: 120_000}, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "idiolect-example-"));
    try {
        const model = await makeTinyModel(path.join(folder, "tiny.gguf"));
        const {stdout} = await run(process.execPath, [example, model, "the people of the water"]);
        const lines = stdout.trim().split("\n");
        const logits = lines.slice(0, 5).map((line) => Number(line.trim().split(" ")[0]));
        expect(logits).toHaveLength(5);
        expect(logits.every(Number.isFinite)).toBe(true);
        expect(logits).toEqual(logits.toSorted((a, b) => b - a));
        expect(Number(/difference to the text's own logits: (\S+)/.exec(lines[5] ?? "")?.[1])).toBeLessThan(1e-3);
        // not all equal, as they would be if nothing had been evaluated
        expect((await run(process.execPath, [example, model, "you make a house"])).stdout).not.toBe(stdout);
        await expect(run(process.execPath, [example])).rejects.toMatchObject({code: 2});
    } finally {
        await rm(folder, {recursive: true});
    }
});
