import {mkdir, mkdtemp, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {expect, it, vi} from "vitest";
import {Connections} from "./connections.ts";
import type {HostPort} from "./host.ts";
import {previewHost} from "../preview/host.ts";
import {openApi} from "./open-api.ts";
import {privacyHandlers} from "./privacy.ts";
import type {ApiServices} from "./services.ts";

vi.setConfig({testTimeout: 60_000});

it("the list of what is stored is whole: every file of the home, whatever it is", async () => {
    const folder = await mkdtemp(join(tmpdir(), "idiolect-privacy-"));
    const home = join(folder, "home");
    const host: HostPort = previewHost();
    const api = await openApi({home, engine: "forked", threads: 1, resources: join(folder, "nothing")}, host);
    await writeFile(join(home, "model-hashes.json"), "{}");
    await writeFile(join(home, "a file of tomorrow"), "x");
    for (const name of ["personas", "adapters"]) {
        await mkdir(join(home, name), {recursive: true});
        await writeFile(join(home, name, "one"), name);
    }
    const handlers = privacyHandlers({idiolect: api.idiolect, connections: new Connections(api.idiolect), host} as unknown as ApiServices);
    const report = await handlers["privacy.report"]({}, undefined as never);
    const listed = report.stored.map(({path}) => basename(path));
    for (const name of await readdir(home)) expect(listed, name).toContain(name.replace(/-(wal|shm|journal)$/, ""));
    expect(listed).toEqual(
        expect.arrayContaining(["library.sqlite", "lock.sqlite", "owner.json", "model-hashes.json", "a file of tomorrow"])
    );
    // one row each, with words of its own
    const rows = (name: string): unknown => report.stored.filter(({path}) => basename(path) === name).map(({what, size}) => [what, size]);
    expect(rows("personas")).toEqual([["personas", 8]]);
    expect(rows("adapters")).toEqual([["adapters", 8]]);
    for (const what of ["personas", "adapters"]) expect(report.stored.filter((thing) => thing.what === what)).toHaveLength(1);
    await api.close();
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});
