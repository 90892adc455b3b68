import type {Electron} from "./electron.ts";
import {lockContents} from "./lockdown.ts";
import {pageOrigin} from "./page-protocol.ts";
import {pagePreferences} from "./windows.ts";
import type {WindowOptions} from "./windows.ts";

/** A small window over whatever the user is doing: notes in, a draft on the clipboard. */
export interface QuickBrief {
    /** The shortcut that opens it; empty: none. False when another program has it. */
    setShortcut(accelerator: string): boolean;
    toggle(): void;
    close(): void;
}

export function createQuickBrief(
    {BrowserWindow, globalShortcut}: Pick<Electron, "BrowserWindow" | "globalShortcut">,
    options: WindowOptions,
    onOpen: (window: Electron.BrowserWindow) => void
): QuickBrief {
    let window: Electron.BrowserWindow | null = null;
    let current = "";

    function open(): void {
        window = new BrowserWindow({
            width: 560, height: 300, show: false, frame: false, resizable: false, maximizable: false, minimizable: false, fullscreenable: false,
            alwaysOnTop: true, skipTaskbar: true, title: "Idiolect", webPreferences: pagePreferences(options)
        });
        const opened = window;
        lockContents(opened.webContents);
        opened.once("ready-to-show", () => opened.show());
        opened.once("closed", () => { window = null; });
        onOpen(opened);
        void opened.loadURL(`${pageOrigin}/?quick`);
    }

    const quick: QuickBrief = {
        setShortcut(accelerator) {
            if (accelerator === current) return true;
            if (current !== "") globalShortcut.unregister(current);
            current = "";
            if (accelerator === "") return true;
            try {
                if (!globalShortcut.register(accelerator, quick.toggle)) return false;
            } catch {
                // what the user typed is no shortcut
                return false;
            }
            current = accelerator;
            return true;
        },
        toggle() {
            if (window === null) open();
            else window.close();
        },
        close: () => window?.close()
    };
    return quick;
}
