import {readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {describe, expect, it, vi} from "vitest";
import {expectSentence, folder, home, idiolect, useTinyVoice, voice} from "../testing/command-line.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

useTinyVoice();

describe("models", () => {
    it("can be added, listed, used, verified and removed, and their files stay", async () => {
        const at = ["--home", join(folder, "models-home"), "--json"];
        const added = JSON.parse((await idiolect(["models", "add", voice.model, ...at])).stdout);
        expect(added).toMatchObject({name: "tiny", architecture: "llama", embedded: false, inUse: false, present: true, fit: {fits: true}});
        expect(JSON.parse((await idiolect(["models", "use", added.id, ...at])).stdout)).toMatchObject({inUse: true});
        expect(JSON.parse((await idiolect(["models", "list", ...at])).stdout).models.map(({id}: {id: string}) => id)).toContain(added.id);
        expect(JSON.parse((await idiolect(["models", "verify", "tiny", ...at])).stdout)).toMatchObject({ok: true});
        expectSentence(await idiolect(["models", "verify", "tiny", "--sha256", "0".repeat(64), ...at]), 1, /is damaged or was changed/);
        expect((await idiolect(["models", "remove", added.id, ...at])).code).toBe(0);
        expectSentence(await idiolect(["models", "verify", added.id, ...at]), 1, /There is no model/);
        expect((await readFile(voice.model)).length).toBeGreaterThan(0);
    });

    it("are rejected if they are not GGUF files", async () => {
        await writeFile(join(folder, "note.txt"), "hello");
        expectSentence(await idiolect(["models", "add", join(folder, "note.txt"), "--home", home]), 1, /is not a GGUF model/);
        expectSentence(await idiolect(["models", "add", join(folder, "gone.gguf"), "--home", home]), 1, /cannot be read/);
        expectSentence(await idiolect(["models", "fetch", "x", "--home", home]), 2, /There is no action fetch/);
    });
});
