import {generateKeyPairSync} from "node:crypto";
import {EventEmitter, once} from "node:events";
import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {createServer} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {electronStandIn, StandInSession} from "../../tests/electron-stand-in.ts";
import type {StandInWindow} from "../../tests/electron-stand-in.ts";
import type {AddressInfo} from "node:net";
import type {Api} from "../api/open-api.ts";
import {startDesktop} from "./desktop.ts";
import type {Electron as DesktopElectron} from "./electron.ts";
import {desktopHost, mailtoAddress} from "./host.ts";
import {lockSession} from "./lockdown.ts";
import {messageFileIn} from "./opened-file.ts";
import {utilityEngine} from "./utility-engine.ts";

let home: string;
beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), "idiolect-desktop-"));
});
afterEach(() => rm(home, {recursive: true, force: true, maxRetries: 3}));

/** The whole desktop over a fake Electron, with two files as the window and no resources. */
async function started() {
    const standIn = electronStandIn(join(home, "data"));
    const pages = join(home, "pages");
    await mkdir(pages, {recursive: true});
    await writeFile(join(pages, "index.html"), "<!doctype html>%NONCE%");
    await writeFile(join(home, "secret.js"), "secret");
    const api = await startDesktop(standIn.electron, {
        pages,
        preload: "/preload.cjs",
        engine: "/engine.js",
        resources: join(home, "resources"),
        updateSource: join(home, "updates.json"),
        updateConfiguration: join(home, "app-update.yml")
    });
    if (api === null) throw new Error("the desktop did not start");
    return {...standIn, api, main: standIn.windows[0] as StandInWindow, page: standIn.sessions.get("idiolect") as StandInSession};
}

/** Waits until the window has received a message for which `is` holds. */
async function hears(window: StandInWindow, is: (message: {type: string; id?: number}) => boolean): Promise<unknown> {
    for (let i = 0; i < 500; i++) {
        const found = window.webContents.sent.find((message) => is(message as {type: string}));
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("nothing was said");
}

describe("the desktop", () => {
    let api: Api | null = null;
    afterEach(async () => {
        await api?.close();
        api = null;
    });

    it("opens one window, sandboxed and isolated, on its own protocol", async () => {
        const {main, windows, seen, ...rest} = await started();
        api = rest.api;
        expect(windows).toHaveLength(1);
        expect(main.loaded).toBe("idiolect://window/");
        expect(main.options.webPreferences).toMatchObject({
            sandbox: true,
            contextIsolation: true,
            nodeIntegration: false,
            webSecurity: true,
            webviewTag: false
        });
        expect(seen.schemes.map(({scheme}) => scheme)).toEqual(["idiolect"]);
        expect(seen.schemes[0]?.privileges).not.toHaveProperty("bypassCSP");
        expect(main.shown).toBe(false);
        main.emit("ready-to-show");
        expect(main.shown).toBe(true);
    }, 30_000);

    it("checks for updates only if the build has an update source, and only once the user has agreed", async () => {
        const asked: string[] = [];
        const server = createServer((request, response) => {
            asked.push(request.url ?? "");
            response.writeHead(404).end();
        }).listen(0, "127.0.0.1");
        await once(server, "listening");
        const where = `127.0.0.1:${(server.address() as AddressInfo).port}`;
        const publicKey = generateKeyPairSync("ed25519").publicKey.export({format: "der", type: "spki"}).toString("base64");
        await writeFile(join(home, "updates.json"), JSON.stringify({url: `http://${where}/`, publicKey}));
        const {main, ipcMain, ...rest} = await started();
        api = rest.api;
        expect(api.isBusy).toBe(false);
        const ask = async (id: number, name: string, input: unknown): Promise<{output: Record<string, unknown>}> => {
            ipcMain.emit(
                "idiolect",
                {sender: main.webContents, senderFrame: main.webContents.mainFrame},
                {type: "request", id, name, input}
            );
            return (await hears(main, (message) => message.id === id && message.type !== "progress")) as {output: Record<string, unknown>};
        };
        expect((await ask(1, "host.abilities", {})).output).toMatchObject({updates: where});
        expect((await ask(2, "settings.read", {})).output).toMatchObject({updates: false});
        expect(JSON.stringify((await ask(3, "privacy.report", {})).output)).toContain(where);
        expect((await ask(4, "settings.change", {updates: true})).output).toMatchObject({updates: true});
        expect(asked).toEqual([]);
        server.close();
    }, 30_000);

    it("serves the page with its policy, and no file outside the window's folder", async () => {
        const {page, ...rest} = await started();
        api = rest.api;
        const response = await page.load("idiolect://window/");
        expect(response.status).toBe(200);
        expect(response.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'self';.*connect-src 'none'/);
        for (const url of [
            "idiolect://window/../secret.js",
            "idiolect://window/%2e%2e/secret.js",
            "idiolect://window/..%2fsecret.js",
            "idiolect://elsewhere/"
        ]) {
            expect((await page.load(url)).status, url).toBe(404);
        }
    }, 30_000);

    it("blocks navigation, other windows, frames and permissions", async () => {
        const {main, page, defaultSession, ...rest} = await started();
        api = rest.api;
        expect(main.webContents.opener?.({url: "https://example.org"} as Electron.HandlerDetails)).toEqual({action: "deny"});
        for (const event of ["will-navigate", "will-frame-navigate", "will-redirect", "will-attach-webview"])
            expect(main.webContents.prevents(event), event).toBe(true);
        for (const session of [page, defaultSession]) {
            const answers: boolean[] = [];
            session.permissionRequest?.(
                {} as Electron.WebContents,
                "media",
                (granted) => answers.push(granted),
                {} as Electron.PermissionRequest
            );
            expect(answers).toEqual([false]);
            expect(session.permissionCheck?.(null, "notifications", "", {} as Electron.PermissionCheckHandlerHandlerDetails)).toBe(false);
        }
    }, 30_000);

    it("answers only its own page on the channel", async () => {
        const {main, ipcMain, ...rest} = await started();
        api = rest.api;
        const ask = (id: number, frame: unknown, sender: unknown = main.webContents): void =>
            void ipcMain.emit("idiolect", {sender, senderFrame: frame}, {type: "request", id, name: "settings.read", input: {}});
        ask(1, main.webContents.mainFrame);
        expect(await hears(main, ({type, id}) => type === "result" && id === 1)).toMatchObject({output: {theme: "system"}});
        ask(2, {url: "idiolect://window/"});
        ask(3, null);
        ask(4, main.webContents.mainFrame, new EventEmitter());
        Object.assign(main.webContents.mainFrame, {url: "https://example.org/"});
        ask(5, main.webContents.mainFrame);
        Object.assign(main.webContents.mainFrame, {url: "idiolect://window.evil/"});
        ask(6, main.webContents.mainFrame);
        await new Promise((resolve) => setTimeout(resolve, 100));
        expect(
            main.webContents.sent.filter((message) => "id" in (message as object)).map((message) => (message as {id: number}).id)
        ).toEqual([1]);
    }, 30_000);

    it("runs once: a second start shows the first one's window and passes its message on", async () => {
        const {app, main, ...rest} = await started();
        api = rest.api;
        app.emit("second-instance", {}, ["idiolect", "--flag", "/mail/question.eml"]);
        expect(main.shown).toBe(true);
        expect(
            await hears(main, ({type}) => type === "event" && JSON.stringify(main.webContents.sent).includes("host.openFile"))
        ).toBeTruthy();
        const second = electronStandIn(join(home, "data"));
        second.app.isFirst = false;
        expect(
            await startDesktop(second.electron, {
                pages: "",
                preload: "",
                engine: "",
                resources: "",
                updateSource: "",
                updateConfiguration: ""
            })
        ).toBeNull();
        expect(second.app.quits).toBe(1);
    }, 30_000);

    it("opens the window again for a message or a command, and passes it on once the new page has loaded", async () => {
        const {app, main, windows, ...rest} = await started();
        api = rest.api;
        const hasFile = (window: StandInWindow, path: string) => JSON.stringify(window.webContents.sent).includes(path);
        main.close();
        app.emit("open-file", {preventDefault: () => {}}, "/mail/closed.eml");
        const next = windows.at(-1) as StandInWindow;
        expect(next).not.toBe(main);
        expect(hasFile(next, "/mail/closed.eml")).toBe(false);
        await hears(next, () => hasFile(next, "/mail/closed.eml"));
        app.emit("open-file", {preventDefault: () => {}}, "/mail/open.eml");
        expect(hasFile(next, "/mail/open.eml")).toBe(true);
        expect(windows.at(-1)).toBe(next);
    }, 30_000);

    it("toggles the quick brief with its shortcut, and handles a shortcut that is taken or invalid", async () => {
        const {shortcuts, windows, seen, ...rest} = await started();
        api = rest.api;
        const run = shortcuts.get("CommandOrControl+Alt+I");
        run?.();
        expect(windows).toHaveLength(2);
        expect(windows[1]?.loaded).toBe("idiolect://window/?quick");
        expect(windows[1]?.options).toMatchObject({alwaysOnTop: true, webPreferences: {sandbox: true}});
        run?.();
        run?.();
        expect(windows).toHaveLength(3);
        seen.taken.add("F1");
        for (const quickBrief of ["F1", "nonsense", ""]) {
            rest.ipcMain.emit(
                "idiolect",
                {sender: rest.main.webContents, senderFrame: rest.main.webContents.mainFrame},
                {type: "request", id: 9, name: "settings.change", input: {quickBrief}}
            );
            await hears(rest.main, ({type, id}) => type === "result" && id === 9);
            rest.main.webContents.sent.length = 0;
            expect(shortcuts.size).toBe(0);
        }
    }, 30_000);

    it("has a command for every menu item of the window's screens", async () => {
        const {seen, main, ...rest} = await started();
        api = rest.api;
        const items = seen.menu.flatMap(({submenu}) => (Array.isArray(submenu) ? submenu : []));
        const go = items.filter(({label}) => label === "Privacy");
        expect(go).toHaveLength(1);
        const click = go[0]?.click as (() => void) | undefined;
        click?.();
        expect(
            await hears(main, ({type}) => type === "event" && JSON.stringify(main.webContents.sent).includes("go-privacy"))
        ).toBeTruthy();
        expect(JSON.stringify(seen.menu)).not.toContain("toggleDevTools");
    }, 30_000);
});

describe("a locked session", () => {
    it("allows our own pages and no network", () => {
        const session = new StandInSession();
        lockSession(session as unknown as Electron.Session);
        for (const url of ["idiolect://window/", "idiolect://window/assets/a.js", "blob:idiolect://window/1", "data:image/png;base64,AA"])
            expect(session.lets(url), url).toBe(true);
        for (const url of [
            "https://example.org/",
            "http://127.0.0.1/",
            "ws://127.0.0.1:1/",
            "wss://x/",
            "ftp://x/",
            "file:///etc/passwd",
            "chrome://gpu",
            "javascript:1",
            "no url"
        ])
            expect(session.lets(url), url).toBe(false);
        expect(session.spellChecker).toBe(process.platform === "darwin");
    });

    it("refuses downloads", () => {
        const session = new StandInSession();
        lockSession(session as unknown as Electron.Session);
        let prevented = false;
        session.emit("will-download", {
            preventDefault: () => {
                prevented = true;
            }
        });
        expect(prevented).toBe(true);
    });
});

describe("inputs and outputs", () => {
    it("finds the message file among the arguments of a start", () => {
        expect(messageFileIn(["idiolect", "/a/b.EML"])).toBe("/a/b.EML");
        expect(messageFileIn(["idiolect", "--x=y.eml"])).toBeNull();
        expect(messageFileIn(["/opt/x.eml"])).toBeNull();
    });

    it("copies a text alone, or with its formatted form beside it", async () => {
        const {electron, clipboard} = electronStandIn(home);
        const host = desktopHost(electron, {
            window: () => null,
            words: () => ({}) as never,
            closeQuickBrief: () => {},
            settingsChanged: () => {},
            updates: null
        });
        const copied = async (type: string): Promise<string | undefined> =>
            ((await clipboard.items[0]?.getType(type)) as Blob | undefined)?.text();
        await host.copy("yes", null);
        expect(await copied("text/plain")).toBe("yes");
        expect(clipboard.items[0]?.types).toEqual(["text/plain"]);
        await host.copy("yes", "<p>yes</p>");
        expect([await copied("text/plain"), await copied("text/html")]).toEqual(["yes", "<p>yes</p>"]);
    });

    it("makes a mailto address out of any input without letting it add another header or scheme", () => {
        const url = new URL(mailtoAddress("bo@example.org?bcc=evil@example.org", "Hi & bye\r\nBcc: x", "a=1&b\nc"));
        expect(url.protocol).toBe("mailto:");
        expect([...url.searchParams.keys()]).toEqual(["subject", "body"]);
        expect(url.searchParams.get("body")).toBe("a=1&b\r\nc");
        expect(url.pathname).toBe("bo@example.org%3Fbcc%3Devil@example.org");
    });

    it("runs the engine in a utility process: messages in both directions, its last error output, its exit", () => {
        const child = Object.assign(new EventEmitter(), {
            pid: 7,
            stderr: new EventEmitter(),
            sent: [] as unknown[],
            killed: false,
            postMessage(message: unknown) {
                this.sent.push(message);
            },
            kill() {
                this.killed = true;
                return true;
            }
        });
        const forks: unknown[][] = [];
        const engine = utilityEngine(
            {
                utilityProcess: {
                    fork: (...args: unknown[]) => {
                        forks.push(args);
                        return child;
                    }
                }
            } as unknown as Pick<DesktopElectron, "utilityProcess">,
            "/engine.js"
        )();
        const heard: unknown[] = [];
        engine.onMessage((message) => heard.push(message));
        engine.onExit((how, output) => heard.push([how, output]));
        engine.send({id: 1} as never);
        child.emit("message", {id: 1});
        child.stderr.emit("data", Buffer.from("ouch"));
        child.emit("exit", 139);
        engine.kill();
        expect(forks[0]?.[0]).toBe("/engine.js");
        expect(child.sent).toEqual([{id: 1}]);
        expect(heard).toEqual([{id: 1}, ["code 139", "ouch"]]);
        expect(child.killed).toBe(true);
    });
});
