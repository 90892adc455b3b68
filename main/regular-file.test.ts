import {execFileSync} from "node:child_process";
import {mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {UserError} from "../app/errors.ts";
import {modelHash} from "./engine/model-hash.ts";
import {openLibrary} from "./library/open-library.ts";
import {Log, logFile, logFolder} from "./log/log.ts";
import {readGgufHeader} from "./models/gguf-header.ts";
import {loadPlug, findPlug} from "./models/plugs.ts";
import {NotReadableFileError, readBeginningSync, readRegularFile, readRegularFileSync} from "./regular-file.ts";

// a hang shows as a test that runs out of time
vi.setConfig({testTimeout: 60_000});

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "idiolect-regular-"));
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const fifo = (path: string): string => {
    execFileSync("mkfifo", [path]);
    return path;
};
const link = (path: string, to: string): string => {
    symlinkSync(to, path);
    return path;
};
const oddFiles: Readonly<Record<string, (path: string) => string>> = {
    "a FIFO": fifo,
    "a device": (path) => link(path, "/dev/zero"),
    "a folder": (path) => {
        mkdirSync(path);
        return path;
    }
};
const thrown = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
        () => null,
        (error: unknown) => error
    );

describe.skipIf(process.platform === "win32")("something else under a file's name", () => {
    it.each(Object.keys(oddFiles))("%s is refused at once", async (what) => {
        const path = oddFiles[what]!(join(folder, "x"));
        expect(await thrown(readRegularFile(path, 100))).toBeInstanceOf(NotReadableFileError);
        expect(() => readRegularFileSync(path, 100)).toThrow(NotReadableFileError);
        expect(() => readBeginningSync(path, 100)).toThrow(NotReadableFileError);
    });

    it("files are read up to a size", async () => {
        const path = join(folder, "x");
        writeFileSync(path, "rope and ferry");
        expect(String(await readRegularFile(path, 14))).toBe("rope and ferry");
        expect(String(readRegularFileSync(path, 14))).toBe("rope and ferry");
        expect(String(readBeginningSync(path, 4))).toBe("rope");
        expect(await thrown(readRegularFile(path, 13))).toBeInstanceOf(NotReadableFileError);
        expect(() => readRegularFileSync(path, 13)).toThrow(NotReadableFileError);
    });

    it.each(Object.keys(oddFiles))("%s as a model, a plug or a cache costs a sentence, or nothing", async (what) => {
        const odd = oddFiles[what]!(join(folder, "odd.safetensors"));
        expect(await thrown(readGgufHeader(odd))).toBeInstanceOf(UserError);
        expect(await thrown(loadPlug(odd))).toBeInstanceOf(UserError);
        expect(await findPlug([folder], {sha256: "a"})).toBeNull();
        const model = join(folder, "model.gguf");
        writeFileSync(model, "GGUF");
        expect(await modelHash(model, odd)).toMatch(/^[0-9a-f]{64}$/);
    });

    it("a FIFO as the log's file is not written", () => {
        mkdirSync(logFolder(folder));
        fifo(logFile(folder));
        const log = new Log();
        log.open({home: folder});
        log.error("router.request");
        expect(readdirSync(logFolder(folder))).toHaveLength(1);
    });

    it.each(["settings.json", "sources.json", "drafts.json", "recipients.json", "owner.json", "lock.sqlite", "library.sqlite"])(
        "%s: the home opens, or says in a sentence that it is damaged",
        async (name) => {
            for (const what of Object.keys(oddFiles)) {
                const home = join(folder, `${what} as ${name}`);
                mkdirSync(home);
                oddFiles[what]!(join(home, name));
                const error = await thrown(openLibrary({home}).then((library) => library.close()));
                if (error !== null) {
                    expect(error, what).toBeInstanceOf(UserError);
                    expect((error as Error).message).toContain(home);
                }
            }
        }
    );

    it("a store larger than any is refused unread, and left as it is", async () => {
        const home = join(folder, "home");
        mkdirSync(home);
        writeFileSync(join(home, "settings.json"), '{"version":1,"data":{');
        truncateSync(join(home, "settings.json"), 2 ** 30);
        expect(String(await thrown(openLibrary({home})))).toMatch(/settings\.json is damaged; put back a copy/);
        expect(readdirSync(home)).toContain("settings.json");
    });

    it("a rule file that is none leaves the folder's texts in the library", async () => {
        const texts = join(folder, "texts");
        mkdirSync(texts);
        writeFileSync(join(texts, "a.txt"), "The rope is at the harbour.");
        fifo(join(texts, "b.txt"));
        fifo(join(texts, ".gitignore"));
        link(join(texts, ".idiolectignore"), "/dev/zero");
        const library = await openLibrary({home: join(folder, "home")});
        await library.addSource(texts);
        expect((await library.scan()).libraryItems).toBe(1);
        await library.close();
    });
});
