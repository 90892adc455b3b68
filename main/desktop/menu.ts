import type {Words} from "./words.ts";

export interface MenuActions {
    /** sends one of its commands to the window */
    command(id: string): void;
    openMessage(): void;
    quickBrief(): void;
}

const screens = ["write", "drafts", "voice", "sources", "models", "connections", "privacy", "settings"] as const;

/**
 * The menu bar. Its items send the same commands as the palette; keys that the window handles itself are shown but not registered. Reload
 * and developer tools are absent from the packaged program.
 */
export function menuTemplate(
    words: Words,
    actions: MenuActions,
    {isMac, isPackaged}: {isMac: boolean; isPackaged: boolean}
): Electron.MenuItemConstructorOptions[] {
    const item = (label: string, id: string, accelerator?: string): Electron.MenuItemConstructorOptions => ({
        label,
        click: () => actions.command(id),
        ...(accelerator ? {accelerator, registerAccelerator: false} : {})
    });
    return [
        ...(isMac ? [{role: "appMenu" as const}] : []),
        {
            label: words.file,
            submenu: [
                item(words.newText, "new", "Alt+N"),
                {label: words.openMessage, click: actions.openMessage},
                item(words.addFolder, "go-sources"),
                {label: words.quickBrief, click: actions.quickBrief},
                {type: "separator"},
                isMac ? {role: "close"} : {role: "quit", label: words.quit}
            ]
        },
        {role: "editMenu"},
        {
            label: words.write,
            submenu: [
                item(words.draft, "draft", "CommandOrControl+Enter"),
                item(words.stop, "stop", "Escape"),
                item(words.rules, "rules", "Alt+R")
            ]
        },
        {
            label: words.go,
            submenu: [
                item(words.palette, "palette", "CommandOrControl+K"),
                {type: "separator"},
                ...screens.map((screen, i) => item(words.screens[screen], `go-${screen}`, `CommandOrControl+${i + 1}`))
            ]
        },
        {
            label: words.view,
            submenu: [
                {role: "resetZoom"},
                {role: "zoomIn"},
                {role: "zoomOut"},
                {type: "separator"},
                {role: "togglefullscreen"},
                ...(isPackaged ? [] : [{type: "separator" as const}, {role: "reload" as const}, {role: "toggleDevTools" as const}])
            ]
        },
        {role: "windowMenu"}
    ];
}
