import {writeFile} from "node:fs/promises";
import type {Settings} from "../../app/contract/index.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {platformOf, type HostPort} from "../api/host.ts";
import type {Electron} from "./electron.ts";
import type {Words} from "./words.ts";

export interface DesktopHostOptions {
    readonly window: () => Electron.BrowserWindow | null;
    readonly words: () => Words;
    readonly closeQuickBrief: () => void;
    readonly settingsChanged: (settings: Settings) => void;
    /** host name of the update source, or null */
    readonly updates: string | null;
}

/** What the desktop does for the window. No method takes a URL: mailto is built from checked parts. */
export function desktopHost(
    {
        app,
        clipboard,
        ClipboardItem,
        dialog,
        Notification,
        powerMonitor,
        shell
    }: Pick<Electron, "app" | "clipboard" | "ClipboardItem" | "dialog" | "Notification" | "powerMonitor" | "shell">,
    {window, words, closeQuickBrief, settingsChanged, updates}: DesktopHostOptions
): HostPort {
    const ask = async (options: Electron.OpenDialogOptions): Promise<string | null> => {
        const parent = window();
        const {canceled, filePaths} = await (parent === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(parent, options));
        return canceled ? null : (filePaths[0] ?? null);
    };
    return {
        abilities: {
            host: "desktop",
            platform: platformOf(process.platform),
            folderDialog: true,
            clipboard: true,
            mail: true,
            power: true,
            version: app.getVersion(),
            updates,
            locale: app.getLocale()
        },
        chooseFolder: () => ask({title: words().chooseFolder, properties: ["openDirectory"]}),
        chooseFile: (what) =>
            ask({
                properties: ["openFile"],
                filters: [
                    what === "model"
                        ? {name: words().models, extensions: ["gguf"]}
                        : {name: words().messages, extensions: ["eml", "emlx", "txt"]}
                ]
            }),
        async saveFile(name, content) {
            const {canceled, filePath} = await dialog.showSaveDialog({defaultPath: name});
            if (canceled || filePath === "") return null;
            await writeFile(filePath, content).catch((error: NodeJS.ErrnoException) => {
                throw new UserError(say("desktop.unwritten", {path: filePath, code: error.code ?? error.message}));
            });
            return filePath;
        },
        copy: async (text, html) =>
            html === null ? clipboard.writeText(text) : clipboard.write([new ClipboardItem({"text/plain": text, "text/html": html})]),
        composeMail: async (to, subject, text) => {
            await shell.openExternal(mailtoAddress(to, subject, text)).catch(() => {
                throw new UserError(say("desktop.no-mail-program"));
            });
        },
        showFile: async (path) => shell.showItemInFolder(path),
        notify: (title, body) => {
            if (Notification.isSupported()) new Notification({title, body, silent: true}).show();
        },
        closeQuickBrief,
        power: {onMains: () => !powerMonitor.onBatteryPower, idleSeconds: () => powerMonitor.getSystemIdleTime()},
        settingsChanged
    };
}

/** `mailto:` with everything encoded, so that no part of it can become another header or another scheme. */
export function mailtoAddress(to: string, subject: string, text: string): string {
    const body = text.replace(/\r?\n/g, "\r\n");
    return (
        `mailto:${encodeURIComponent(to.trim()).replaceAll("%40", "@")}?subject=${encodeURIComponent(subject)}&body=` +
        `${encodeURIComponent(body)}`
    );
}
