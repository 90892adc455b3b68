/** Opens the main window, shows it, and tells its page something once the page has loaded. */
export class MainWindow {
    /** null: the program is still starting */
    #create: (() => Electron.BrowserWindow) | null = null;
    #window: Electron.BrowserWindow | null = null;
    /** what the page is told when it has loaded; null: it has */
    #waiting: (() => void)[] | null = [];

    /** null: it is closed */
    get window(): Electron.BrowserWindow | null {
        return this.#window;
    }

    /** Opens the window; until then `show` does nothing. */
    open(create: () => Electron.BrowserWindow): void {
        this.#create = create;
        this.show();
    }

    /** Opens the window if it is closed, else brings it to the front. */
    show(): void {
        if (this.#window === null) {
            if (this.#create !== null) this.#load(this.#create());
            return;
        }
        if (this.#window.isMinimized()) this.#window.restore();
        this.#window.show();
        this.#window.focus();
    }

    /** Shows the window, and tells it something once its page listens. */
    tell(tell: () => void): void {
        this.show();
        if (this.#waiting === null) tell();
        else this.#waiting.push(tell);
    }

    #load(window: Electron.BrowserWindow): void {
        this.#window = window;
        this.#waiting ??= [];
        window.webContents.once("did-finish-load", () => {
            const told = this.#waiting ?? [];
            this.#waiting = null;
            for (const tell of told) tell();
        });
        window.once("closed", () => {
            this.#window = null;
            this.#waiting = [];
        });
    }
}
