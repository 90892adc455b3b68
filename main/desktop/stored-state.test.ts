import {mkdtemp, readFile, rm, stat, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {StandInSafe, StandInWindow} from "../../tests/electron-stand-in.ts";
import {UserError} from "../../app/errors.ts";
import {systemKeyProvider} from "./system-key.ts";
import {readWindowState, writeWindowState} from "./window-state.ts";

let home: string;
beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "idiolect-desktop-"));
});
afterEach(() => rm(home, {recursive: true, force: true, maxRetries: 3}));

describe("the system's key", () => {
    const provider = (safe: StandInSafe, platform: NodeJS.Platform = "linux") =>
        systemKeyProvider({safeStorage: safe as unknown as Electron.SafeStorage}, join(home, "library.key"), platform);

    it("is generated once, stored encrypted and readable only by its owner, and is the same at the next start", async () => {
        const safe = new StandInSafe();
        const key = await provider(safe).key();
        expect(key).toHaveLength(32);
        expect(await provider(safe).key()).toEqual(key);
        const kept = await readFile(join(home, "library.key"), "utf8");
        expect(kept).not.toContain(Buffer.from(key as Uint8Array).toString("base64"));
        expect((await stat(join(home, "library.key"))).mode & 0o777).toBe(0o600);
    });

    it("is encrypted again when the system's own key has changed", async () => {
        const safe = new StandInSafe();
        const key = await provider(safe).key();
        const before = (await stat(join(home, "library.key"))).mtimeMs;
        safe.rotated = true;
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(await provider(safe).key()).toEqual(key);
        expect((await stat(join(home, "library.key"))).mtimeMs).toBeGreaterThan(before);
    });

    it("is not created if the system has no secure storage", async () => {
        const safe = new StandInSafe();
        safe.backend = "basic_text";
        expect(await provider(safe).key()).toBeNull();
        safe.backend = "kwallet6";
        safe.available = false;
        expect(await provider(safe).key()).toBeNull();
    });

    it("is never replaced while the keychain is locked: the library would be lost", async () => {
        const safe = new StandInSafe();
        await provider(safe).key();
        const kept = await readFile(join(home, "library.key"));
        safe.locked = true;
        await expect(provider(safe).key()).rejects.toBeInstanceOf(UserError);
        expect(await readFile(join(home, "library.key"))).toEqual(kept);
    });
});

describe("the window's position", () => {
    const screens = [{x: 0, y: 0, width: 1920, height: 1080}];
    const path = () => join(home, "window.json");

    it("is restored, and reset when its screen is gone or the file is damaged", async () => {
        const window = new StandInWindow({});
        window.bounds = {x: 300, y: 200, width: 900, height: 700};
        writeWindowState(path(), window as unknown as Electron.BrowserWindow);
        expect(readWindowState(path(), screens)).toEqual({x: 300, y: 200, width: 900, height: 700, maximized: false});
        window.bounds = {x: 5000, y: 200, width: 900, height: 700};
        writeWindowState(path(), window as unknown as Electron.BrowserWindow);
        expect(readWindowState(path(), screens)).not.toHaveProperty("x");
        await writeFile(path(), "{");
        expect(readWindowState(path(), screens)).toEqual({width: 1240, height: 820, maximized: false});
    });
});
