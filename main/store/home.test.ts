import {chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {UserError} from "../../app/errors.ts";
import {openLibrary} from "../library/open-library.ts";
import {ModelCatalogue} from "../models/catalogue.ts";
import {openStore} from "./store.ts";

vi.setConfig({testTimeout: 60_000});

const embedded = {id: "small", name: "None", path: "none"};
let base: string;
beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), "idiolect-homes-"));
});
afterEach(() => rm(base, {recursive: true, force: true}));

describe("an impossible home", () => {
    const impossible: readonly (readonly [string, () => Promise<string> | string])[] = [
        ["in /proc", () => "/proc/nowhere/at/all"],
        ["a device", () => "/dev/null"],
        ["below a device", () => "/dev/null/home"],
        [
            "below a file",
            async () => {
                await writeFile(join(base, "file"), "");
                return join(base, "file", "home");
            }
        ],
        [
            "a file",
            async () => {
                await writeFile(join(base, "file"), "");
                return join(base, "file");
            }
        ],
        [
            "a link to nowhere",
            async () => {
                await symlink(join(base, "gone", "far"), join(base, "link"));
                return join(base, "link");
            }
        ],
        [
            "a link to itself",
            async () => {
                await symlink(join(base, "self"), join(base, "self"));
                return join(base, "self", "home");
            }
        ],
        ["with a name that is too long", () => join(base, "n".repeat(300))],
        ["with a zero byte", () => `${base}/a\u0000b`],
        ["deeper than any home", () => join(base, ...Array.from({length: 200}, () => "d"))]
    ];

    it.runIf(process.platform === "linux").each(impossible)("%s is rejected at once with a sentence", async (_, make) => {
        const home = await make();
        for (const open of [() => openStore(home), () => openLibrary({home}), () => new ModelCatalogue(home, embedded).use("small")]) {
            const error = await open().then(
                () => null,
                (thrown: unknown) => thrown
            );
            expect(error).toBeInstanceOf(UserError);
            expect((error as Error).message).toMatch(/\.$/);
        }
    });
});

describe.runIf(process.platform !== "win32")("a home's files", () => {
    it("are accessible to their owner only: new ones and existing ones", async () => {
        const home = join(base, "home");
        await mkdir(join(home, "backups"), {recursive: true});
        await writeFile(join(home, "drafts.json"), JSON.stringify({version: 1, data: {drafts: [], composing: null}}));
        await writeFile(join(home, "backups", "old.json"), "{}");
        await chmod(home, 0o755);
        const folder = join(base, "writing");
        await mkdir(folder);
        await writeFile(join(folder, "a.txt"), "A note about the harbour.");
        const library = await openLibrary({home});
        await library.addSource(folder);
        await library.scan();
        await library.store.settings.update((settings) => {
            settings.strength = 1.5;
        });
        await new ModelCatalogue(home, embedded).putAside();
        const loose: string[] = [];
        for (const {name, parentPath} of await readdir(home, {recursive: true, withFileTypes: true})) {
            const path = join(parentPath, name);
            if (((await stat(path)).mode & 0o077) !== 0) loose.push(path);
        }
        expect(loose).toEqual([]);
        expect((await stat(home)).mode & 0o777).toBe(0o700);
        expect(await readdir(home)).toEqual(
            expect.arrayContaining(["library.sqlite", "library.sqlite-wal", "lock.sqlite", "owner.json", "settings.json", "sources.json"])
        );
        await library.close();
    });
});
