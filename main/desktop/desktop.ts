import {join} from "node:path";
import type {Settings} from "../../app/contract/index.ts";
import {openApi} from "../api/open-api.ts";
import type {Api, ApiOptions} from "../api/open-api.ts";
import {readUpdateSource} from "../updates/update-source.ts";
import type {Updates} from "../updates/updates.ts";
import {readSettings} from "../api/settings.ts";
import {openPages} from "../api/page.ts";
import {verboseLog} from "../log/log.ts";
import type {Electron} from "./electron.ts";
import {desktopHost} from "./host.ts";
import {connectWindows} from "./ipc.ts";
import {lockContents, lockSession} from "./lockdown.ts";
import {MainWindow} from "./main-window.ts";
import {menuTemplate} from "./menu.ts";
import type {MenuActions} from "./menu.ts";
import {messageFileIn} from "./opened-file.ts";
import {declareScheme, servePages} from "./page-protocol.ts";
import {createQuickBrief} from "./quick-brief.ts";
import {systemKeyProvider} from "./system-key.ts";
import {createRewriteSelection} from "./rewrite-selection.ts";
import {createShortcut} from "./shortcut.ts";
import {pressKeys} from "./system-keys.ts";
import type {PressKeys} from "./system-keys.ts";
import {createTray} from "./tray.ts";
import {openUpdates} from "./updates.ts";
import {utilityEngine} from "./utility-engine.ts";
import {openMainWindow} from "./windows.ts";
import {wordsFor} from "./words.ts";
import type {Words} from "./words.ts";

export interface DesktopPlaces {
    /** folder of the built window */
    readonly pages: string;
    /** the built preload script */
    readonly preload: string;
    /** the engine's process */
    readonly engine: string;
    /** the installer's resources */
    readonly resources: string;
    /** config file of the update source; missing: no updates */
    readonly updateSource: string;
    /** electron-updater's own settings, which electron-builder writes */
    readonly updateConfiguration: string;
    /** default: the platform's way */
    readonly pressKeys?: PressKeys;
}

/** files of the home that belong to the window, not to the services */
const hostFiles = ["window.json"];

/** Runs Idiolect under Electron. Resolves once the window is open; null if another instance is running, whose window is shown instead. */
export async function startDesktop(electron: Electron, places: DesktopPlaces): Promise<Api | null> {
    const {app} = electron;
    if (!app.requestSingleInstanceLock()) {
        app.quit();
        return null;
    }
    declareScheme(electron);
    app.enableSandbox();
    const main = new MainWindow();
    const openMessage = (path: string): void => main.tell(() => api.router.emit("host.openFile", {path}));
    app.on("open-file", (event, path) => {
        event.preventDefault();
        openMessage(path);
    });
    await app.whenReady();

    const home = app.getPath("userData");
    const windowOptions = {session: await openPageSession(electron, places.pages), preload: places.preload, home};
    let settings: Settings | null = null;
    const words = () => wordsFor(settings?.language ?? "system", app.getLocale());
    const quick = createQuickBrief(electron, windowOptions, (opened) => lines.add(opened));
    const source = await readUpdateSource(places.updateSource);
    let updates: Updates | null = null;
    const rewriteSelection = createRewriteSelection(electron, {
        pressKeys: places.pressKeys ?? pressKeys,
        openWindow: quick.openRewrite,
        words,
        notify: (sentence) => host.notify("Idiolect", sentence),
        rewrite: (text) => rewriteAsMine(api, text)
    });
    const rewriteShortcut = createShortcut(electron, () => void rewriteSelection.run());
    const setMenu = (): void =>
        setMenuBar(electron, words(), {
            command: (command) => main.tell(() => api.router.emit("host.command", {command})),
            openMessage: () => void host.chooseFile("message").then((path) => path !== null && openMessage(path)),
            quickBrief: quick.toggle
        });
    const host = desktopHost(electron, {
        window: () => main.window,
        words,
        closeQuickBrief: quick.close,
        updates: source?.url.host ?? null,
        settingsChanged(changed) {
            settings = changed;
            updates?.setOn(changed.updates);
            electron.nativeTheme.themeSource = changed.theme;
            quick.setShortcut(changed.quickBrief);
            rewriteShortcut.set(changed.rewriteSelection);
            setMenu();
        }
    });
    const api = await openApi(apiOptions(electron, places, home), host);
    const lines = connectWindows(electron, api.router);
    if (source !== null)
        updates = await openUpdates(electron, {
            source,
            api,
            home,
            configuration: places.updateConfiguration,
            on: (settings as Settings | null)?.updates ?? false
        });

    setMenu();
    main.open(() => {
        const window = openMainWindow(electron, windowOptions);
        lines.add(window);
        return window;
    });
    const passed = messageFileIn(process.argv);
    if (passed !== null) openMessage(passed);
    const actions = {show: () => main.show(), quickBrief: quick.toggle, quit: () => app.quit()};
    const tray = createTray(electron, join(places.resources, "icons", "tray.png"), words(), actions);
    stayOpen(app, {show: actions.show, openMessage, hasTray: tray !== null});
    closeBeforeQuit(electron, api, () => updates?.install());
    return api;
}

/** The session of the window's pages, in memory: Chromium stores nothing of them. Every session and page is locked down. */
async function openPageSession({app, session}: Pick<Electron, "app" | "session">, folder: string): Promise<Electron.Session> {
    const pages = session.fromPartition("idiolect");
    lockSession(pages);
    lockSession(session.defaultSession);
    // any other session, created by a page or by Chromium itself
    app.on("session-created", (made) => lockSession(made));
    servePages(pages, await openPages(folder));
    app.on("web-contents-created", (_event, contents) => lockContents(contents));
    return pages;
}

function apiOptions(electron: Electron, {resources, engine}: DesktopPlaces, home: string): ApiOptions {
    return {
        home,
        resources,
        engine: utilityEngine(electron, engine),
        hostFiles,
        keyProvider: systemKeyProvider(electron, join(home, "library.key")),
        report: (error, request) => console.error(`${request}:`, error),
        ...(process.argv.includes("--verbose") ? {log: verboseLog} : {})
    };
}

function setMenuBar({app, Menu}: Pick<Electron, "app" | "Menu">, words: Words, actions: MenuActions): void {
    const template = menuTemplate(words, actions, {isMac: process.platform === "darwin", isPackaged: app.isPackaged});
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Shows the window when the user starts the program again, and keeps the program while it has a place on the desktop. */
function stayOpen(
    app: Electron["app"],
    {show, openMessage, hasTray}: {show: () => void; openMessage: (path: string) => void; hasTray: boolean}
): void {
    app.on("second-instance", (_event, args) => {
        show();
        const file = messageFileIn(args);
        if (file !== null) openMessage(file);
    });
    app.on("activate", show);
    app.on("window-all-closed", () => {
        if (process.platform !== "darwin" && !hasTray) app.quit();
    });
}

/** The text rewritten in the user's voice, with their rules applied. */
async function rewriteAsMine(api: Api, text: string): Promise<string> {
    const idiolect = api.idiolect();
    await idiolect.voice();
    const {
        rules,
        controls: {strength}
    } = readSettings(idiolect);
    for await (const event of idiolect.revise({text, from: 0, to: text.length, how: "mine", kind: "email", rules, strength}))
        if (event.type === "end") return event.result.text;
    return text;
}

/** Disposes the services before the program exits, so that pending writes finish. */
function closeBeforeQuit({app, globalShortcut}: Pick<Electron, "app" | "globalShortcut">, api: Api, installUpdate: () => void): void {
    let closed = false;
    app.on("will-quit", (event) => {
        globalShortcut.unregisterAll();
        if (closed) return;
        event.preventDefault();
        void api.close().finally(() => {
            closed = true;
            installUpdate();
            app.quit();
        });
    });
}
