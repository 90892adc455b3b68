import {copyFile, mkdir, mkdtemp, readFile, rm, truncate, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {tinyPlug} from "../../app/persona/testing/tiny-plug.ts";
import {LlamaEngine} from "../engine/llama-engine.ts";
import {makeTinyModel, type TinyModelOptions} from "../engine/testing/tiny-model.ts";
import {ModelCatalogue} from "./catalogue.ts";
import {fitsMachine} from "./fit.ts";
import {readGgufHeader} from "./gguf-header.ts";
import {embeddedModel} from "./manifest.ts";
import {findPlug, loadPlug, plugForModel} from "./plugs.ts";

// nothing here measures time, and a busy machine must not fail a test
vi.setConfig({testTimeout: 60_000, hookTimeout: 60_000});

let folder: string;
let model: string;
let embedded: {readonly id: string; readonly name: string; readonly path: string};

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-models-"));
    model = await makeTinyModel(join(folder, "tiny.gguf"));
    embedded = {id: "small", name: "Small", path: model};
});

afterAll(() => rm(folder, {recursive: true, force: true}));

describe("a GGUF header", () => {
    it("describes the model, without its vocabulary", async () => {
        const header = await readGgufHeader(model);
        expect(header.values.get("general.architecture")).toBe("llama");
        expect(header.values.get("general.name")).toBe("tiny");
        expect(header.values.get("llama.embedding_length")).toBe(64);
        expect(header.tensors).toBeGreaterThan(5);
        expect([...header.values.keys()]).not.toContain("tokenizer.ggml.tokens");
    });

    it("that is truncated anywhere is rejected with one sentence", async () => {
        for (const length of [0, 3, 10, 30, 500, 3000]) {
            const cut = join(folder, "cut.gguf");
            await copyFile(model, cut);
            await truncate(cut, length);
            await expect(readGgufHeader(cut), `${length} bytes`).rejects.toThrow(length < 4 ? /is not a GGUF model/ : /is cut off/);
        }
    });

    it("of another version, or a folder, is rejected", async () => {
        const bytes = await readFile(model);
        bytes.writeUInt32LE(9, 4);
        await writeFile(join(folder, "new.gguf"), bytes);
        await expect(readGgufHeader(join(folder, "new.gguf"))).rejects.toThrow(/GGUF version 9/);
        await expect(readGgufHeader(folder)).rejects.toThrow(/not a file that can be read/);
    });
});

describe("the catalogue", () => {
    it("lists the embedded model first, and falls back to it when the one in use is removed", async () => {
        const catalogue = new ModelCatalogue(join(folder, "home"), embedded);
        const other = await makeTinyModel(join(folder, "other.gguf"), {seed: 2, name: "other"});
        await catalogue.add(other);
        await catalogue.use("other");
        expect(await catalogue.inUse()).toBe(other);
        expect((await catalogue.list()).map(({name, inUse, embedded}) => ({name, inUse, embedded}))).toEqual([
            {name: "Small", inUse: false, embedded: true},
            {name: "other", inUse: true, embedded: false}
        ]);
        await catalogue.remove("other");
        expect(await catalogue.inUse()).toBe(model);
        await expect(catalogue.remove("small")).rejects.toThrow(/comes with Idiolect/);
    });

    it("keeps every one of several changes at once", async () => {
        const catalogue = new ModelCatalogue(join(folder, "home-at-once"), embedded);
        const names = ["a", "b", "c", "d", "e"];
        await Promise.all(names.map((name) => catalogue.add(`http://127.0.0.1:9/v1#${name}`)));
        expect(
            (await catalogue.list())
                .filter(({served}) => served)
                .map(({name}) => name)
                .sort()
        ).toEqual(names);
    });

    it("notices that a file was changed or is missing", async () => {
        const catalogue = new ModelCatalogue(join(folder, "home2"), {...embedded, path: join(folder, "none.gguf")});
        const path = await makeTinyModel(join(folder, "changing.gguf"), {seed: 3, name: "changing"});
        await catalogue.add(path);
        expect(await catalogue.verify("changing")).toMatchObject({ok: true});
        const bytes = await readFile(path);
        bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) ^ 1;
        await writeFile(path, bytes);
        expect(await catalogue.verify("changing")).toMatchObject({ok: false, sentence: {key: "model.check-bad"}});
        await rm(path);
        expect(await catalogue.list()).toMatchObject([{name: "changing", present: false}]);
        expect(await catalogue.verify("changing")).toMatchObject({ok: false, sentence: {key: "model.check-missing"}});
    });

    it("does not modify a damaged or newer list", async () => {
        const home = join(folder, "home3");
        await mkdir(home);
        for (const content of ["{", JSON.stringify({version: 7, data: {}})]) {
            await writeFile(join(home, "models.json"), content);
            await expect(new ModelCatalogue(home, embedded).add(model)).rejects.toThrow(/models\.json/);
            expect(await readFile(join(home, "models.json"), "utf8")).toBe(content);
        }
    });
});

describe("the list of models that Idiolect carries", () => {
    const entry = (id: string, files: readonly string[]) => ({id, name: id, files, sha256: null, licence: "MIT", plug: null});

    async function resourcesWith(name: string, manifest: string, files: readonly string[] = []): Promise<string> {
        const resources = join(folder, name);
        await mkdir(join(resources, "models"), {recursive: true});
        await writeFile(join(resources, "models", "manifest.json"), manifest);
        for (const file of files) await writeFile(join(resources, "models", file), "");
        return resources;
    }

    it("selects the first model whose files all exist", async () => {
        const models = [
            entry("split", ["a-00001-of-00002.gguf", "a-00002-of-00002.gguf"]),
            {...entry("whole", ["b.gguf"]), sampling: {temperature: 0.4}}
        ];
        const resources = await resourcesWith("r1", JSON.stringify({models}), ["a-00001-of-00002.gguf", "b.gguf"]);
        expect(embeddedModel(resources)).toMatchObject({
            id: "whole",
            path: join(resources, "models", "b.gguf"),
            sampling: {temperature: 0.4}
        });
        await writeFile(join(resources, "models", "a-00002-of-00002.gguf"), "");
        expect(embeddedModel(resources)).toMatchObject({
            id: "split",
            path: join(resources, "models", "a-00001-of-00002.gguf"),
            sampling: {}
        });
    });

    it("is rejected if it is damaged, and there is no model without it", async () => {
        for (const damaged of ["{", '{"models": []}', JSON.stringify({models: [{...entry("a", ["a.gguf"]), sha256: "x"}]})]) {
            const resources = await resourcesWith("r2", damaged);
            expect(() => embeddedModel(resources)).toThrow(/manifest\.json is damaged: install Idiolect again/);
        }
        expect(embeddedModel(join(folder, "nowhere")).path).toMatch(/\.gguf$/);
    });
});

describe("memory estimate", () => {
    it("reserves memory for the system and for the context", () => {
        const GiB = 2 ** 30;
        expect(fitsMachine(4 * GiB, {total: 8 * GiB, free: GiB}).fits).toBe(true);
        expect(fitsMachine(6 * GiB, {total: 8 * GiB, free: 7 * GiB}).fits).toBe(false);
        expect(fitsMachine(40e6, {total: GiB, free: GiB}).needed).toBeGreaterThan(100e6);
    });
});

describe("plugs", () => {
    it("are found by the model's SHA-256, skipping damaged ones", async () => {
        const plugs = join(folder, "plugs");
        await mkdir(plugs);
        const plug = (sha256: string) =>
            tinyPlug({
                model: {name: "m", architecture: "llama", nEmbd: 4, sha256, embeddingNorm: 1},
                encoder: {name: "e", size: 3, sha256: "e"}
            });
        await writeFile(join(plugs, "a-broken.safetensors"), "no");
        await writeFile(join(plugs, "b.safetensors"), plug("one"));
        await writeFile(join(plugs, "c.safetensors"), plug("two"));
        await writeFile(join(plugs, "notes.txt"), plug("two"));
        expect(await findPlug([join(folder, "nowhere"), plugs], {sha256: "two"})).toBe(join(plugs, "c.safetensors"));
        expect(await findPlug([plugs], {sha256: "three"})).toBe(null);
        expect((await loadPlug(join(plugs, "c.safetensors"))).model.sha256).toBe("two");
        await expect(loadPlug(join(plugs, "none.safetensors"))).rejects.toThrow(/cannot be read/);
    });

    it("fit the same weights in another quantisation, and no others", async () => {
        const plugs = join(folder, "related");
        await mkdir(plugs);
        const engine = new LlamaEngine({threads: 1, gpu: false});
        const load = async (name: string, options: TinyModelOptions) => engine.load(await makeTinyModel(join(folder, name), options));
        const whole = await load("whole.gguf", {});
        const encoder = {name: "e", size: 3, sha256: "e"};
        await writeFile(join(plugs, "a.safetensors"), tinyPlug({model: whole, encoder}));
        const quantised = await load("quantised.gguf", {type: "q8_0"});
        const foreign = await load("foreign.gguf", {seed: 7});
        expect(quantised.sha256).not.toBe(whole.sha256);
        expect((await plugForModel(undefined, [plugs], quantised, encoder)).plug?.name).toBe("a.safetensors");
        expect(await plugForModel(undefined, [plugs], foreign, encoder)).toEqual({plug: null, plugRefusal: null});
        await expect(plugForModel(join(plugs, "a.safetensors"), [], foreign, encoder)).rejects.toThrow(
            /does not fit what is loaded \(model SHA-256/
        );
        await engine.dispose();
    });
});
