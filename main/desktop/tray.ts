import type {Electron} from "./electron.ts";
import type {Words} from "./words.ts";

export interface TrayActions {
    show(): void;
    quickBrief(): void;
    quit(): void;
}

/** The tray icon; null if the system has no tray. */
export function createTray(
    {Tray, Menu, nativeImage}: Pick<Electron, "Tray" | "Menu" | "nativeImage">,
    icon: string,
    words: Words,
    actions: TrayActions
): Electron.Tray | null {
    try {
        const tray = new Tray(nativeImage.createFromPath(icon).resize({width: 18, height: 18}));
        tray.setToolTip("Idiolect");
        tray.setContextMenu(
            Menu.buildFromTemplate([
                {label: words.show, click: actions.show},
                {label: words.quickBrief, click: actions.quickBrief},
                {type: "separator"},
                {label: words.quit, click: actions.quit}
            ])
        );
        tray.on("click", actions.show);
        return tray;
    } catch {
        return null;
    }
}
