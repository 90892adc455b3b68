import type {Electron} from "./electron.ts";
import {lockContents} from "./lockdown.ts";
import {createShortcut} from "./shortcut.ts";
import {pageOrigin} from "./page-protocol.ts";
import {pagePreferences} from "./windows.ts";
import type {WindowOptions} from "./windows.ts";

/** A small window above other programs: notes in, a draft on the clipboard. */
export interface QuickBrief {
    /** Sets its global shortcut; empty: none. Returns false if another program uses it. */
    setShortcut(accelerator: string): boolean;
    toggle(): void;
    /** opens the same window for a passage that is to be rewritten */
    openRewrite(): void;
    close(): void;
}

export function createQuickBrief(
    {BrowserWindow, globalShortcut}: Pick<Electron, "BrowserWindow" | "globalShortcut">,
    options: WindowOptions,
    onOpen: (window: Electron.BrowserWindow) => void
): QuickBrief {
    let window: Electron.BrowserWindow | null = null;
    const shortcut = createShortcut({globalShortcut}, () => quick.toggle());

    function open(page: "quick" | "rewrite"): void {
        window = new BrowserWindow({
            width: 560,
            height: 300,
            show: false,
            frame: false,
            resizable: false,
            maximizable: false,
            minimizable: false,
            fullscreenable: false,
            alwaysOnTop: true,
            skipTaskbar: true,
            title: "Idiolect",
            webPreferences: pagePreferences(options)
        });
        const opened = window;
        lockContents(opened.webContents);
        opened.once("ready-to-show", () => opened.show());
        opened.once("closed", () => {
            window = null;
        });
        onOpen(opened);
        void opened.loadURL(`${pageOrigin}/?${page}`);
    }

    const quick: QuickBrief = {
        setShortcut: (accelerator) => shortcut.set(accelerator),
        toggle() {
            if (window === null) open("quick");
            else window.close();
        },
        openRewrite() {
            if (window === null) open("rewrite");
        },
        close: () => window?.close()
    };
    return quick;
}
