import {EventEmitter} from "node:events";
import {homedir, tmpdir} from "node:os";
import type {Electron as DesktopElectron} from "../main/desktop/electron.ts";

/*
 * A fake of the parts of Electron that the desktop uses. Every method has the real one's type (`Pick` of Electron's own declarations), so
 * that a call that Electron would reject does not compile here either. Calls are recorded.
 */

type RequestListener = Exclude<Parameters<Electron.WebRequest["onBeforeRequest"]>[0], null>;

export class StandInSession
    extends EventEmitter
    implements
        Pick<
            Electron.Session,
            | "setPermissionRequestHandler"
            | "setPermissionCheckHandler"
            | "setDevicePermissionHandler"
            | "setDisplayMediaRequestHandler"
            | "setSpellCheckerEnabled"
            | "setProxy"
        >
{
    beforeRequest: RequestListener | null = null;
    permissionRequest: Parameters<Electron.Session["setPermissionRequestHandler"]>[0] = null;
    permissionCheck: Parameters<Electron.Session["setPermissionCheckHandler"]>[0] = null;
    device: Parameters<Electron.Session["setDevicePermissionHandler"]>[0] = null;
    spellChecker = true;
    proxy: Electron.ProxyConfig | null = null;
    readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();
    readonly webRequest = {
        onBeforeRequest: (listener: RequestListener) => {
            this.beforeRequest = listener;
        }
    };
    readonly protocol: Pick<Electron.Protocol, "handle"> = {handle: (scheme, handler) => void this.handlers.set(scheme, handler as never)};

    setPermissionRequestHandler(handler: Parameters<Electron.Session["setPermissionRequestHandler"]>[0]): void {
        this.permissionRequest = handler;
    }
    setPermissionCheckHandler(handler: Parameters<Electron.Session["setPermissionCheckHandler"]>[0]): void {
        this.permissionCheck = handler;
    }
    setDevicePermissionHandler(handler: Parameters<Electron.Session["setDevicePermissionHandler"]>[0]): void {
        this.device = handler;
    }
    setDisplayMediaRequestHandler(): void {}
    setSpellCheckerEnabled(enable: boolean): void {
        this.spellChecker = enable;
    }
    async setProxy(config: Electron.ProxyConfig): Promise<void> {
        this.proxy = config;
    }

    /** Whether a request to `url` would be sent. */
    lets(url: string): boolean {
        let cancelled = false;
        this.beforeRequest?.({url} as Electron.OnBeforeRequestListenerDetails, ({cancel}) => {
            cancelled = cancel ?? false;
        });
        return !cancelled;
    }

    /** The response for `url` in this session. */
    async load(url: string): Promise<Response> {
        const handler = this.handlers.get(new URL(url).protocol.slice(0, -1));
        return handler === undefined ? Response.error() : handler(new Request(url));
    }
}

class StandInContents extends EventEmitter implements Pick<Electron.WebContents, "send" | "isDestroyed" | "setWindowOpenHandler"> {
    readonly mainFrame = {url: "idiolect://window/"} as Electron.WebFrameMain;
    readonly sent: unknown[] = [];
    opener: Parameters<Electron.WebContents["setWindowOpenHandler"]>[0] | null = null;
    send(_channel: string, message: unknown): void {
        this.sent.push(message);
    }
    isDestroyed(): boolean {
        return false;
    }
    setWindowOpenHandler(handler: Parameters<Electron.WebContents["setWindowOpenHandler"]>[0]): void {
        this.opener = handler;
    }

    /** Fires an event that can be prevented; true if it was. */
    prevents(event: string): boolean {
        let prevented = false;
        this.emit(event, {
            preventDefault: () => {
                prevented = true;
            },
            url: "https://example.org/"
        });
        return prevented;
    }
}

export class StandInWindow extends EventEmitter {
    static readonly all: StandInWindow[] = [];
    readonly webContents = new StandInContents();
    readonly options: Electron.BrowserWindowConstructorOptions;
    loaded: string | null = null;
    shown = false;
    maximized = false;
    bounds: Electron.Rectangle = {x: 10, y: 20, width: 900, height: 700};
    constructor(options: Electron.BrowserWindowConstructorOptions) {
        super();
        this.options = options;
        StandInWindow.all.push(this);
    }
    loadURL(url: string): Promise<void> {
        this.loaded = url;
        setImmediate(() => this.webContents.emit("did-finish-load"));
        return Promise.resolve();
    }
    show(): void {
        this.shown = true;
    }
    focus(): void {}
    restore(): void {}
    isMinimized(): boolean {
        return false;
    }
    isMaximized(): boolean {
        return this.maximized;
    }
    maximize(): void {
        this.maximized = true;
    }
    getNormalBounds(): Electron.Rectangle {
        return this.bounds;
    }
    close(): void {
        this.emit("close");
        this.emit("closed");
    }
}

class StandInApp
    extends EventEmitter
    implements
        Pick<
            Electron.App,
            "requestSingleInstanceLock" | "quit" | "enableSandbox" | "whenReady" | "isReady" | "getPath" | "getVersion" | "getLocale"
        >
{
    isFirst = true;
    quits = 0;
    readonly isPackaged = true;
    readonly #home: string;
    constructor(home: string) {
        super();
        this.#home = home;
    }
    requestSingleInstanceLock(): boolean {
        return this.isFirst;
    }
    quit(): void {
        this.quits++;
    }
    enableSandbox(): void {}
    whenReady(): Promise<void> {
        return Promise.resolve();
    }
    isReady(): boolean {
        return true;
    }
    getPath(): string {
        return this.#home;
    }
    getVersion(): string {
        return "0.0.0";
    }
    getLocale(): string {
        return "en-GB";
    }
}

type Payload = string | Blob | Electron.ClipboardBookmark | Promise<Blob | string>;

export class StandInClipboardItem implements Electron.ClipboardItem {
    readonly types: string[];
    readonly #items: Record<string, Payload>;
    constructor(items: Record<string, Payload>) {
        this.#items = items;
        this.types = Object.keys(items);
    }
    async getType(type: string): Promise<never> {
        const payload = await this.#items[type];
        if (payload === undefined) throw new Error(`there is no ${type}`);
        return (typeof payload === "string" ? new Blob([payload], {type}) : payload) as never;
    }
}

/** A clipboard of this test alone. */
export class StandInClipboard implements Pick<Electron.Clipboard, "clear" | "read" | "readText" | "write" | "writeText"> {
    items: Electron.ClipboardItem[] = [];
    clear(): void {
        this.items = [];
    }
    async read(): Promise<Electron.ClipboardItem[]> {
        return this.items;
    }
    async write(items: Electron.ClipboardItem[]): Promise<void> {
        this.items = items;
    }
    async readText(): Promise<string> {
        const item = this.items.find(({types}) => types.includes("text/plain"));
        return item === undefined ? "" : ((await item.getType("text/plain")) as Blob).text();
    }
    async writeText(text: string): Promise<void> {
        this.items = [new StandInClipboardItem({"text/plain": text})];
    }
}

/** A keychain that reverses texts, so that the encrypted text differs from the plain one. */
export class StandInSafe implements Pick<
    Electron.SafeStorage,
    "isAsyncEncryptionAvailable" | "encryptStringAsync" | "decryptStringAsync" | "getSelectedStorageBackend"
> {
    available = true;
    locked = false;
    rotated = false;
    backend: ReturnType<Electron.SafeStorage["getSelectedStorageBackend"]> = "gnome_libsecret";
    async isAsyncEncryptionAvailable(): Promise<boolean> {
        return this.available;
    }
    async encryptStringAsync(text: string): Promise<Buffer> {
        return Buffer.from([...text].reverse().join(""));
    }
    async decryptStringAsync(sealed: Buffer): Promise<Electron.DecryptStringAsyncReturnValue> {
        if (this.locked) throw new Error("locked");
        return {result: [...sealed.toString()].reverse().join(""), shouldReEncrypt: this.rotated};
    }
    getSelectedStorageBackend(): ReturnType<Electron.SafeStorage["getSelectedStorageBackend"]> {
        return this.backend;
    }
}

/** Parts of Electron whose calls have no effect that a test could see. */
const inert = {
    Tray: class extends EventEmitter {
        setToolTip(): void {}
        setContextMenu(): void {}
    },
    nativeImage: {createFromPath: () => ({resize: () => ({})})},
    Notification: class {
        static isSupported(): boolean {
            return false;
        }
        show(): void {}
    },
    utilityProcess: {
        fork: () => {
            throw new Error("no process in this test");
        }
    }
};

/** The fake of Electron, and its state for tests. */
export function electronStandIn(home: string = tmpdir() + homedir().length) {
    const app = new StandInApp(home);
    const ipcMain = new EventEmitter();
    const sessions = new Map<string, StandInSession>();
    const defaultSession = new StandInSession();
    const shortcuts = new Map<string, () => void>();
    const clipboard = new StandInClipboard();
    const seen = {
        schemes: [] as Electron.CustomScheme[],
        menu: [] as Electron.MenuItemConstructorOptions[],
        opened: [] as string[],
        taken: new Set<string>(),
        idleSeconds: 0
    };
    StandInWindow.all.length = 0;
    const electron = {
        app,
        ipcMain,
        BrowserWindow: StandInWindow,
        safeStorage: new StandInSafe(),
        session: {
            defaultSession,
            fromPartition: (name: string) => {
                const session = sessions.get(name) ?? new StandInSession();
                sessions.set(name, session);
                return session;
            }
        },
        protocol: {registerSchemesAsPrivileged: (schemes: Electron.CustomScheme[]) => void seen.schemes.push(...schemes)},
        globalShortcut: {
            register: (accelerator: string, run: () => void) => {
                if (accelerator.includes("nonsense")) throw new TypeError("no accelerator");
                if (seen.taken.has(accelerator)) return false;
                shortcuts.set(accelerator, run);
                return true;
            },
            unregister: (accelerator: string) => void shortcuts.delete(accelerator),
            unregisterAll: () => shortcuts.clear()
        },
        Menu: {
            buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
            setApplicationMenu: (menu: Electron.MenuItemConstructorOptions[]) => {
                seen.menu = menu;
            }
        },
        powerMonitor: {onBatteryPower: false, getSystemIdleTime: () => seen.idleSeconds},
        nativeTheme: {shouldUseDarkColors: false, themeSource: "system"},
        screen: {getAllDisplays: () => [{workArea: {x: 0, y: 0, width: 1920, height: 1080}}]},
        clipboard,
        ClipboardItem: StandInClipboardItem,
        shell: {openExternal: async (url: string) => void seen.opened.push(url), showItemInFolder: () => {}},
        dialog: {
            showOpenDialog: async () => ({canceled: false, filePaths: ["/chosen"]}),
            showSaveDialog: async () => ({canceled: true, filePath: ""}),
            showErrorBox: () => {}
        },
        ...inert
    };
    return {
        electron: electron as unknown as DesktopElectron,
        app,
        ipcMain,
        sessions,
        defaultSession,
        shortcuts,
        seen,
        clipboard,
        safe: electron.safeStorage,
        windows: StandInWindow.all
    };
}
