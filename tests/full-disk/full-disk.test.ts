import {execFile, spawnSync} from "node:child_process";
import {mkdir, mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {promisify} from "node:util";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {makeTinyModel} from "../../main/engine/testing/tiny-model.ts";

vi.setConfig({testTimeout: 240_000, hookTimeout: 60_000});

/** A disk of some MB that is visible only to the program started there, and removed with it. */
const inNamespace = ["--user", "--map-root-user", "--mount"];
const mount = (folder: string, size: number): string => `mount -t tmpfs -o size=${size}m none "${folder}"`;
const canMount = process.platform === "linux" && spawnSync("unshare", [...inNamespace, "sh", "-c", mount("/mnt", 1)]).status === 0;

let folder: string, model: string;
beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-full-disk-"));
    model = await makeTinyModel(join(folder, "tiny.gguf"));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

async function work(kind: string, size: number): Promise<Record<string, unknown>> {
    const disk = join(folder, `disk-${kind}`);
    await mkdir(disk);
    const program = join(import.meta.dirname, "work.ts");
    const {stdout} = await promisify(execFile)("unshare", [
        ...inNamespace,
        "sh",
        "-c",
        `${mount(disk, size)} && exec "$0" "$@"`,
        process.execPath,
        program,
        kind,
        disk,
        model
    ]);
    return JSON.parse(stdout) as Record<string, unknown>;
}

// index and sources on a full disk: main/library/reliability.test.ts
describe.runIf(canMount)("on a full disk", () => {
    it("a training fails with one sentence, the earlier persona stays, and with free space it finishes", async () => {
        const found = await work("training", 16);
        expect(found).toEqual({
            "before": "ok",
            "full": expect.stringMatching(/^(?:The disk is full|The state of the training could not be saved).*[^\n]\.$/),
            "older persona": 4,
            "again": "ok",
            "newer persona": 6,
            "left": []
        });
    });

    it("a download reports it in advance and when it happens, keeps what it received, and resumes", async () => {
        const found = await work("download", 16);
        expect(found).toMatchObject({
            "asked beforehand": expect.stringMatching(/needs .* more on the disk/),
            "full": expect.stringMatching(/^The disk is full .*what was downloaded is kept\.$/),
            "again": "ok",
            "whole": true
        });
        expect(found["kept"]).toBeGreaterThan(0);
        expect(found["went on"]).toBe(`bytes=${String(found["kept"])}-`);
    });

    it("a draft that cannot be saved is reported, and earlier ones stay", async () => {
        expect(await work("drafts", 8)).toEqual({
            "full": expect.stringMatching(/could not be written: the disk is full; free some space and try again\. Nothing was changed\.$/),
            "in memory": 1,
            "on the disk": ["The first text."],
            "again": "ok"
        });
    });
});
