import {readdir, readFile} from "node:fs/promises";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {electronStandIn, StandInSession} from "../../tests/electron-stand-in.ts";
import {startDesktop} from "./desktop.ts";
import {pattern} from "../../app/text/pattern.ts";

vi.setConfig({testTimeout: 60_000});

/* Claims of docs/security.md on Electron's list of twenty that no other test covers. */

const root = join(import.meta.dirname, "..", "..");

async function sourcesIn(...folders: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const folder of folders) {
        for (const entry of await readdir(join(root, folder), {recursive: true, withFileTypes: true})) {
            if (!entry.isFile() || !/\.(tsx?|html)$/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
            found.set(
                join(entry.parentPath, entry.name).slice(root.length + 1),
                await readFile(join(entry.parentPath, entry.name), "utf8")
            );
        }
    }
    return found;
}

describe("the window's sources", () => {
    it.each([
        [
            "turns a protection off",
            pattern("")`
                nodeIntegration(InWorker|InSubFrames)?: true|contextIsolation: false|webSecurity: false|sandbox: false
                |allowRunningInsecureContent: true|webviewTag: true`
        ],
        ["turns on what is not finished", /experimentalFeatures: true|enableBlinkFeatures/],
        ["embeds a page", /<webview|allowpopups|<iframe/],
        ["loads a page from a network or a file", /load(URL|File)\((?!`\$\{pageOrigin\})/],
        ["runs text as program", /\beval\(|new Function\(|executeJavaScript\(|dangerouslySetInnerHTML|\.innerHTML\s*=/],
        ["uses the remote module", /@electron\/remote|require\("electron"\)\.remote/]
    ])("none %s", async (_, forbidden) => {
        const sources = await sourcesIn("main/desktop", "renderer");
        expect(sources.size).toBeGreaterThan(50);
        expect([...sources].filter(([, text]) => forbidden.test(text)).map(([path]) => path)).toEqual([]);
    });

    it("pass an address to the system in one place only, and there it is a mail address", async () => {
        const sources = await sourcesIn("main", "renderer");
        const callers = [...sources].filter(([, text]) => /openExternal\(/.test(text));
        expect(callers.map(([path]) => path)).toEqual([join("main", "desktop", "host.ts")]);
        expect(callers[0]?.[1]).toMatch(/openExternal\(mailtoAddress\(/);
    });

    it("access Electron through one message channel only", async () => {
        const preload = await readFile(join(root, "main", "desktop", "preload.ts"), "utf8");
        expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
        expect([...preload.matchAll(/ipcRenderer\.(\w+)\(/g)].map(([, method]) => method)).toEqual(["send", "on"]);
        expect(preload.match(/ipcRenderer\.(?:send|on)\((\w+)/g)).toEqual(["ipcRenderer.send(channel", "ipcRenderer.on(channel"]);
    });
});

describe("the desktop", () => {
    let home: string;
    beforeEach(async () => {
        home = await mkdtemp(join(tmpdir(), "idiolect-security-"));
    });
    afterEach(() => rm(home, {recursive: true, force: true, maxRetries: 3}));

    it("restricts every session that is created, and gives every window the same preferences", async () => {
        const standIn = electronStandIn(join(home, "data"));
        const pages = join(home, "pages");
        await mkdir(pages);
        await writeFile(join(pages, "index.html"), "<!doctype html>%NONCE%");
        const api = await startDesktop(standIn.electron, {
            pages,
            preload: "/preload.cjs",
            engine: "/engine.js",
            resources: join(home, "resources"),
            updateSource: join(home, "updates.json"),
            updateConfiguration: join(home, "app-update.yml")
        });
        const later = new StandInSession();
        standIn.app.emit("session-created", later);
        const answers: unknown[] = [];
        for (const url of [
            "https://example.org/",
            "http://127.0.0.1/",
            "wss://example.org/",
            "file:///etc/passwd",
            "ftp://example.org/",
            "idiolect://window/"
        ]) {
            later.beforeRequest?.({url} as Electron.OnBeforeRequestListenerDetails, (answer) => answers.push(answer.cancel));
        }
        expect(answers).toEqual([true, true, true, true, true, false]);
        standIn.shortcuts.get("CommandOrControl+Alt+I")?.();
        expect(standIn.windows).toHaveLength(2);
        for (const window of standIn.windows) {
            expect(window.options.webPreferences).toMatchObject({
                sandbox: true,
                contextIsolation: true,
                nodeIntegration: false,
                nodeIntegrationInWorker: false,
                nodeIntegrationInSubFrames: false,
                webSecurity: true,
                allowRunningInsecureContent: false,
                webviewTag: false,
                navigateOnDragDrop: false
            });
        }
        await api?.close();
    });
});

it("the package is built with the installed Electron version", async () => {
    const builder = await readFile(join(root, "electron-builder.yml"), "utf8");
    const {version} = JSON.parse(await readFile(join(root, "node_modules", "electron", "package.json"), "utf8")) as {version: string};
    expect(builder).toContain(`electronVersion: ${version}\n`);
});
