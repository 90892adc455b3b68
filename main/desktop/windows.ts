import {join} from "node:path";
import type {Electron} from "./electron.ts";
import {lockContents} from "./lockdown.ts";
import {pageOrigin} from "./page-protocol.ts";
import {readWindowState, writeWindowState} from "./window-state.ts";

export interface WindowOptions {
    readonly session: Electron.Session;
    readonly preload: string;
    /** folder of `window.json` */
    readonly home: string;
}

/** Web preferences of every page. */
export function pagePreferences({session, preload}: WindowOptions): Electron.WebPreferences {
    return {
        session,
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        disableDialogs: true,
        spellcheck: process.platform === "darwin"
    };
}

/** The main window. It opens at its last position, and is shown once its page has rendered. */
export function openMainWindow(
    {BrowserWindow, nativeTheme, screen}: Pick<Electron, "BrowserWindow" | "nativeTheme" | "screen">,
    options: WindowOptions
): Electron.BrowserWindow {
    const path = join(options.home, "window.json");
    const {maximized, x, y, ...size} = readWindowState(
        path,
        screen.getAllDisplays().map(({workArea}) => workArea)
    );
    const window = new BrowserWindow({
        ...size,
        ...(x === undefined || y === undefined ? {} : {x, y}),
        minWidth: 640,
        minHeight: 480,
        show: false,
        title: "Idiolect",
        // the page's background colour, so that opening does not flash
        backgroundColor: nativeTheme.shouldUseDarkColors ? "#191816" : "#fbfaf7",
        webPreferences: pagePreferences(options)
    });
    lockContents(window.webContents);
    if (maximized) window.maximize();
    window.once("ready-to-show", () => window.show());
    window.on("close", () => writeWindowState(path, window));
    void window.loadURL(`${pageOrigin}/`);
    return window;
}
