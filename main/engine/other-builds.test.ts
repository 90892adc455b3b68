import {execFile} from "node:child_process";
import {cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import path from "node:path";
import process from "node:process";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import {afterAll, beforeAll, describe, expect, test, vi} from "vitest";
import type {AddonObject} from "./internals.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 120_000});

/** The hook and node-llama-cpp's addon themselves: what JavaScript checks before is left out here. */
interface NativeHook {
    bind(model: unknown, modelClass: unknown): string;
    describe(expected: object, context: unknown): unknown;
}
interface Addon {
    readonly AddonModel: new (path: string, options: object) => AddonObject;
    readonly AddonContext: new (model: AddonObject, options: object) => AddonObject;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const require = createRequire(import.meta.url);
const name = `linux-${process.arch}`;
const binaries = path.join(root, "node_modules", "@node-llama-cpp", name, "bins", name);
const addonName = "llama-addon.node";

/** An addon of the right name with an AddonModel in it, and no llama.cpp: what a pointer of its objects leads to is not mapped. */
const emptyAddon = `
#include <node_api.h>
static const void* vtable[1];
static const void* object[64] = {vtable, (void*) 8, (void*) 8, (void*) 8, (void*) 8, (void*) 8, (void*) 8, (void*) 8};
static napi_value construct(napi_env env, napi_callback_info info) {
    napi_value self;
    napi_get_cb_info(env, info, NULL, NULL, &self, NULL);
    napi_wrap(env, self, object, NULL, NULL, NULL);
    return self;
}
NAPI_MODULE_INIT() {
    napi_value model;
    napi_define_class(env, "AddonModel", NAPI_AUTO_LENGTH, construct, NULL, 0, NULL, &model);
    napi_set_named_property(env, exports, "AddonModel", model);
    return exports;
}
`;

let folder: string, hook: NativeHook;
beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "idiolect-builds-"));
    hook = require(path.join(root, "native", "build", "idiolect-hook.node")) as NativeHook;
});
afterAll(() => rm(folder, {recursive: true}));

const modelOf = (addon: Addon): AddonObject => new addon.AddonModel("/nowhere.gguf", {addonExports: addon});

/** In this order: a process serves the first build that it is bound to. */
describe.runIf(process.platform === "linux")("another build of node-llama-cpp is refused before a pointer of it is followed", () => {
    test("one without the functions that the hook calls", async () => {
        const source = path.join(folder, "addon.c"),
            file = path.join(folder, addonName);
        await writeFile(source, emptyAddon);
        const headers = path.join(root, "node_modules", "node-api-headers", "include");
        await promisify(execFile)("c++", ["-x", "c", "-shared", "-fPIC", "-I", headers, source, "-o", file]);
        const addon = require(file) as Addon;
        expect(() => hook.bind(modelOf(addon), addon.AddonModel)).toThrow(/llama-addon\.node lacks: llama_decode .*ggml_row_size$/);
    });

    test("an addon of another name", async () => {
        const file = path.join(folder, "another.node");
        await cp(path.join(folder, addonName), file);
        const addon = require(file) as Addon;
        expect(() => hook.bind(modelOf(addon), addon.AddonModel)).toThrow("does not belong to node-llama-cpp's addon");
    });

    // As a build for a graphics card is installed next to the one for processors: a module of its own that shares what has the same name
    test("a second one in the process, as a model and as a context", async () => {
        const used = require(path.join(binaries, addonName)) as Addon;
        expect(hook.bind(modelOf(used), used.AddonModel)).toBe(path.join(binaries, addonName));

        const second = path.join(folder, "second");
        await mkdir(second);
        for (const each of await readdir(binaries))
            await (each === addonName ? cp : symlink)(path.join(binaries, each), path.join(second, each));
        const other = require(path.join(second, addonName)) as Addon;
        const otherModel = modelOf(other);
        expect(() => hook.bind(otherModel, other.AddonModel)).toThrow(/already serves .* and cannot serve .*second/);

        const model = modelOf(used);
        const sizes = {contextSize: 8, batchSize: 8, sequences: 1};
        const expected = {AddonContext: used.AddonContext, AddonModel: used.AddonModel, model, sequences: 1, batchSize: 8};
        const otherContext = new other.AddonContext(otherModel, sizes);
        expect(() => hook.describe(expected, otherContext)).toThrow("not an AddonContext of node-llama-cpp");
        // whatever JavaScript says of it
        expect(() =>
            hook.describe({...expected, AddonContext: other.AddonContext, AddonModel: other.AddonModel, model: otherModel}, otherContext)
        ).toThrow("not an AddonContext of node-llama-cpp");
        const context = new used.AddonContext(model, sizes);
        expect(() => hook.describe({...expected, AddonModel: other.AddonModel, model: otherModel}, context)).toThrow(
            "not an AddonModel of node-llama-cpp"
        );
        // neither was loaded
        expect(() => hook.describe(expected, context)).toThrow("the context is disposed");
    });
});
