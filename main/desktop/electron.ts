import type * as electron from "electron";

/** The parts of Electron that the desktop uses. The program passes Electron itself, the tests a fake of the same types. */
export type Electron = Pick<
    typeof electron,
    | "app"
    | "BrowserWindow"
    | "clipboard"
    | "ClipboardItem"
    | "dialog"
    | "globalShortcut"
    | "ipcMain"
    | "Menu"
    | "nativeImage"
    | "nativeTheme"
    | "Notification"
    | "powerMonitor"
    | "protocol"
    | "safeStorage"
    | "screen"
    | "session"
    | "shell"
    | "Tray"
    | "utilityProcess"
>;
