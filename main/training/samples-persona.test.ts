import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {formatTunedPersona, type TunedPersona} from "../../app/persona/tuned-persona.ts";
import {findPersona, personaFile, writePersona} from "./persona-files.ts";
import {adoptSamplesPersona, dropSamplesPersona, samplesPersona} from "./samples-persona.ts";

const model = {sha256: "ab".repeat(32), nEmbd: 4, name: "tiny", plugRefusal: null};
const persona: TunedPersona = {
    vectors: [Float32Array.of(1, 2, 3, 4)],
    start: [Float32Array.of(0, 0, 0, 1)],
    modelSha256: model.sha256,
    modelName: model.name,
    historySha256: "cd".repeat(32),
    historyCount: 2,
    historyIds: [],
    heldOut: {texts: 3, before: 1.5, after: 1.25, instruction: null},
    content: null,
    adapter: null,
    trainedAt: "2026-11-30T00:00:00.000Z"
};
const items = [{id: "one"}, {id: "two"}];
let folder: string, resources: string, count: number;

beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "idiolect-samples-persona-"));
    resources = join(folder, "resources");
    await mkdir(join(resources, "samples-persona"), {recursive: true});
    await writeFile(samplesPersona(resources, model.sha256), formatTunedPersona(persona));
    count = 0;
});

afterAll(() => rm(folder, {recursive: true, force: true}));

async function newPlace() {
    const place = {home: join(folder, `home-${count++}`), cipher: null};
    await mkdir(place.home);
    return place;
}

const adopt = (place: Awaited<ReturnType<typeof newPlace>>, sha256 = model.sha256) =>
    adoptSamplesPersona(
        place,
        resources,
        sha256,
        items.map(({id}) => id)
    );

it("drafts for a library of the samples, until one of them is gone", async () => {
    const place = await newPlace();
    await adopt(place);
    expect((await findPersona(place, model, items)).tuned?.historyIds).toEqual(["one", "two"]);
    expect(await findPersona(place, model, [{id: "two"}])).toMatchObject({tuned: null, tunedRefusal: {key: "persona.texts-gone"}});
});

it("is removed when the library gets another source or loses the samples", async () => {
    const place = await newPlace();
    await adopt(place);
    await dropSamplesPersona(place, resources);
    expect(await findPersona(place, model, items)).toEqual({tuned: null, tunedRefusal: null});
    await dropSamplesPersona(place, resources);
});

it("does not touch a persona of the user's own", async () => {
    const place = await newPlace();
    const own = {...persona, historySha256: "ef".repeat(32), historyIds: ["one"]};
    await writePersona(personaFile(place.home, model.sha256), own, null);
    await adopt(place);
    await dropSamplesPersona(place, resources);
    expect((await findPersona(place, model, items)).tuned?.historySha256).toBe(own.historySha256);
});

it("is not there for other models", async () => {
    const place = await newPlace();
    await adopt(place, "99".repeat(32));
    expect(await findPersona(place, {...model, sha256: "99".repeat(32)}, items)).toEqual({tuned: null, tunedRefusal: null});
});
