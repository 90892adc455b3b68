/** Updates of the program: off until the user agrees, never while a job is running, installed when the program exits. */
import {CancellationToken} from "builder-util-runtime";
import electronUpdater from "electron-updater";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {Sentence} from "../../app/sentences/sentence.ts";
import {NamedHosts, SignedProvider} from "./signed-provider.ts";
import type {AppUpdater} from "electron-updater";
import type {AppAdapter} from "electron-updater/out/AppAdapter.js";
import type {UpdateSource} from "./update-source.ts";

/** Result of a check for updates. `waiting`: a job is running; `older`: the source offers a version that must not be installed. */
export type UpdateOutcome =
    | {readonly state: "off" | "current" | "waiting"}
    | {readonly state: "ready" | "older"; readonly version: string}
    | {readonly state: "failed"; readonly sentence: Sentence};

export interface UpdatesOptions {
    readonly source: UpdateSource;
    readonly app: AppAdapter;
    /** whether a draft, scan, training or download is running */
    readonly isBusy: () => boolean;
    /** called with every result except `off`, `current` and `waiting` */
    readonly tell: (outcome: UpdateOutcome) => void;
    /** ms; defaults: a minute after the start, a day, ten minutes, half a second */
    readonly times?: Partial<UpdateTimes>;
}

interface UpdateTimes {
    readonly first: number;
    readonly every: number;
    readonly whenBusy: number;
    readonly look: number;
}

const standardTimes: UpdateTimes = {first: 60_000, every: 24 * 3_600_000, whenBusy: 10 * 60_000, look: 500};

export class Updates {
    readonly #options: UpdatesOptions;
    readonly #times: UpdateTimes;
    #isOn = false;
    #timer: NodeJS.Timeout | null = null;
    #updater: AppUpdater | null = null;
    #checking: Promise<UpdateOutcome> | null = null;
    #stop: CancellationToken | null = null;
    #ready: string | null = null;

    constructor(options: UpdatesOptions) {
        this.#options = options;
        this.#times = {...standardTimes, ...options.times};
    }

    /** The version that is installed when the program exits; null: none. */
    get ready(): string | null {
        return this.#ready;
    }

    /** The user's consent. If it is withdrawn, a running download is cancelled and a finished one is not installed. */
    setOn(on: boolean): void {
        if (on === this.#isOn) return;
        this.#isOn = on;
        if (on) return this.#later(this.#times.first);
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = null;
        this.#ready = null;
        this.#stop?.cancel();
    }

    /** Checks now. Never throws. */
    check(): Promise<UpdateOutcome> {
        return (this.#checking ??= this.#check()
            .catch((error: unknown): UpdateOutcome => ({state: "failed", sentence: sentenceOf(error)}))
            .then((outcome) => {
                this.#checking = null;
                if (this.#isOn) this.#later(outcome.state === "waiting" ? this.#times.whenBusy : this.#times.every);
                if (outcome.state === "ready" || outcome.state === "older" || outcome.state === "failed") this.#options.tell(outcome);
                return outcome;
            }));
    }

    /** Installs the downloaded update. To be called when all services have ended. */
    install(): void {
        if (!this.#isOn || this.#ready === null || this.#options.isBusy()) return;
        // on macOS the system's own updater does it when the program exits
        if (this.#updater instanceof electronUpdater.BaseUpdater) this.#updater.install(true, false);
    }

    #later(time: number): void {
        if (this.#timer !== null) clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.check(), time);
        this.#timer.unref();
    }

    async #check(): Promise<UpdateOutcome> {
        const {app, isBusy} = this.#options;
        if (!this.#isOn) return {state: "off"};
        if (isBusy()) return {state: "waiting"};
        const updater = (this.#updater ??= makeUpdater(this.#options));
        const found = await updater.checkForUpdates();
        if (found === null) throw new UserError(say("update.not-replaceable"));
        const {version} = found.updateInfo;
        if (isOlder(version, app.version)) return {state: "older", version};
        if (!found.isUpdateAvailable) return {state: "current"};
        if (!this.#isOn) return {state: "off"};
        if (isBusy()) return {state: "waiting"};
        return await this.#fetch(updater, version);
    }

    /** A job that starts meanwhile has priority: the download is cancelled and started again later. */
    async #fetch(updater: AppUpdater, version: string): Promise<UpdateOutcome> {
        const stop = (this.#stop = new CancellationToken());
        const look = setInterval(() => {
            if (this.#options.isBusy()) stop.cancel();
        }, this.#times.look);
        try {
            await updater.downloadUpdate(stop);
            if (!this.#isOn) return {state: "off"};
            this.#ready = version;
            return {state: "ready", version};
        } catch (error) {
            if (stop.cancelled) return {state: this.#isOn ? "waiting" : "off"};
            throw error;
        } finally {
            clearInterval(look);
            this.#stop = null;
        }
    }
}

/** electron-updater's class for this system; on Linux the AppImage, as packages are updated by the system. */
function makeUpdater({source, app}: UpdatesOptions): AppUpdater {
    const {AppImageUpdater, MacUpdater, NsisUpdater} = electronUpdater;
    const updater: AppUpdater =
        process.platform === "win32"
            ? new NsisUpdater(null, app)
            : process.platform === "darwin"
              ? new MacUpdater(undefined, app)
              : new AppImageUpdater(null, app);
    // electron-updater's own executor uses a Chromium session, which has no network access
    (updater as unknown as {httpExecutor: NamedHosts}).httpExecutor = new NamedHosts(source);
    updater.logger = null;
    updater.autoDownload = false;
    updater.autoInstallOnAppQuit = process.platform === "darwin";
    updater.allowDowngrade = false;
    updater.allowPrerelease = false;
    updater.disableDifferentialDownload = true;
    updater.disableWebInstaller = true;
    updater.setFeedURL({provider: "custom", updateProvider: SignedProvider as never, source});
    return updater;
}

function sentenceOf(error: unknown): Sentence {
    if (error instanceof UserError) return error.sentence;
    const {code, message} = error as NodeJS.ErrnoException;
    if (code === "ERR_CHECKSUM_MISMATCH") return say("update.other-file");
    if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") return say("update.disk-full");
    return say("update.failed", {why: message.split("\n")[0]?.slice(0, 120) ?? ""});
}

/** Compares the three numbers; a version with a hyphen suffix comes before the one without. */
function isOlder(version: string, than: string): boolean {
    const numbers = (text: string): number[] => text.split("-")[0]!.split(".").map(Number);
    const [a, b] = [numbers(version), numbers(than)];
    for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return (a[i] ?? 0) < (b[i] ?? 0);
    return version.includes("-") && !than.includes("-");
}
