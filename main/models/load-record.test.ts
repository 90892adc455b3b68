import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it, vi} from "vitest";
import {modelsHandlers} from "../api/models.ts";
import {openApi} from "../api/open-api.ts";
import type {ApiServices} from "../api/services.ts";
import type {EngineProcess} from "../engine/supervised-engine.ts";
import {makeTinyModel} from "../engine/testing/tiny-model.ts";
import {createIdiolect} from "../idiolect.ts";
import {previewHost} from "../preview/host.ts";

vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

let folder: string;
let resources: string;
beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-load-"));
    resources = join(folder, "resources");
    const models = join(resources, "models");
    await mkdir(models, {recursive: true});
    await makeTinyModel(join(models, "own.gguf"), {seed: 2});
    const entry = {id: "own", name: "Own", files: ["own.gguf"], sha256: null, licence: "MIT", plug: null};
    await writeFile(join(models, "manifest.json"), JSON.stringify({models: [entry]}));
});
afterEach(() => rm(folder, {recursive: true, force: true}));

/** An engine process that exits when it should load a model. */
function crashing(): EngineProcess {
    const child = spawn(
        process.execPath,
        ["-e", "process.on('message', (m) => { if (m.type === 'call') process.kill(process.pid, 'SIGKILL'); })"],
        {stdio: ["ignore", "ignore", "ignore", "ipc"], serialization: "advanced"}
    );
    return {
        pid: child.pid,
        send: (message) => void child.send(message, () => {}),
        onMessage: (listener) => void child.on("message", listener),
        onExit: (listener) => void child.once("exit", (code, signal) => listener(signal ?? `code ${code}`, "")),
        kill: () => void child.kill("SIGKILL")
    };
}

it("a model that cannot be loaded when it is selected in the window does not stay selected", async () => {
    const home = join(folder, "home");
    const path = await makeTinyModel(join(folder, "odd.gguf"), {name: "odd"});
    const api = await openApi({home, engine: crashing, threads: 1, resources}, previewHost());
    const {models, engine} = api.idiolect();
    const {id} = await models.add(path);
    const services = {idiolect: api.idiolect, trainings: {running: false}} as unknown as ApiServices;
    await expect(modelsHandlers(services)["models.use"]({id}, undefined as never)).rejects.toThrow(/crashed the engine/);
    expect((await models.list()).find(({inUse}) => inUse)?.id).toBe("own");
    expect(engine.model).toBeNull();
    await api.close();
});

it("a model that crashed the engine is not selected automatically at the next start, but can be selected again", async () => {
    const home = join(folder, "home");
    const path = await makeTinyModel(join(folder, "odd.gguf"), {name: "odd"});
    const first = await createIdiolect({home, engine: crashing, threads: 1, resources});
    const {id} = await first.models.add(path);
    await first.models.use(id);
    await expect(first.voice()).rejects.toThrow(/crashed the engine while it was loaded/);
    await first.dispose();

    const second = await createIdiolect({home, engine: "in-process", threads: 1, resources});
    await expect(second.voice()).rejects.toThrow(/^The model odd did not finish loading last time, .* among the models\.$/);
    expect((await second.voice()).model.path).not.toBe(path);
    await second.models.use(id);
    second.useModel();
    expect((await second.voice()).model.path).toBe(path);
    expect(existsSync(join(home, "model-loading.json"))).toBe(false);
    await second.dispose();
});
