import {readdir, rm} from "node:fs/promises";
import {join} from "node:path";
import {setTimeout} from "node:timers/promises";
import type {Handlers} from "../../app/contract/index.ts";
import {log} from "../log/log.ts";
import {createIdiolect} from "../idiolect.ts";
import type {Idiolect, IdiolectOptions} from "../idiolect.ts";
import {Connections, connectionsHandlers} from "./connections.ts";
import {draftingHandlers} from "./drafting.ts";
import {draftsHandlers} from "./drafts.ts";
import {hostHandlers} from "./host-handlers.ts";
import type {HostPort} from "./host.ts";
import {LibrarySync} from "./library-sync.ts";
import {libraryHandlers} from "./library.ts";
import {modelsHandlers} from "./models.ts";
import {personaHandlers} from "./persona.ts";
import {privacyHandlers} from "./privacy.ts";
import {createRouter} from "./router.ts";
import type {Router} from "./router.ts";
import type {ApiServices} from "./services.ts";
import {trainingHandlers} from "./training.ts";
import {Trainings} from "./trainings.ts";
import {SelfLearning} from "./self-learning.ts";
import {readSettings, settingsHandlers, storedThreads} from "./settings.ts";

/** ms of start-up that are reserved for the window before folders are scanned */
const settling = 1500;

/** The services of one home and the router that exposes them to the window. */
export interface Api {
    readonly router: Router;
    readonly selfLearning: SelfLearning;
    idiolect(): Idiolect;
    /** whether a draft, scan, training or download is running, also for another program */
    readonly isBusy: boolean;
    /** Ends what is running and closes the services; a second call waits for the first. */
    close(): Promise<void>;
}

export interface ApiOptions extends IdiolectOptions {
    /** called with unexpected errors, in addition to the log */
    readonly report?: (error: unknown, request: string) => void;
    /** names in the home that belong to the host and survive erasing, e.g. the preview browser's profile */
    readonly hostFiles?: readonly string[];
}

/** Opens the services and the router and starts watching the user's folders. */
export async function openApi({report: alsoReport, hostFiles = [], ...options}: ApiOptions, host: HostPort): Promise<Api> {
    const report = (error: unknown, request: string): void => {
        log.error("request.failed", {request}, error);
        alsoReport?.(error, request);
    };
    const open = async (): Promise<Idiolect> => {
        const threads = options.threads ?? (await storedThreads(options.home));
        return createIdiolect({...options, ...(threads === undefined ? {} : {threads})});
    };
    let current = await open();
    const idiolect = (): Idiolect => current;
    const librarySync = new LibrarySync(idiolect, (state) => router.emit("library.changed", state));
    const connections = new Connections(idiolect, report);
    const trainings = new Trainings((now) => router.emit("training.changed", now));
    const services: ApiServices = {
        idiolect,
        host,
        librarySync,
        connections,
        trainings,
        emit: (name, payload) => router.emit(name, payload),
        async startOver() {
            await trainings.stop();
            await librarySync.stop();
            await connections.close();
            await current.dispose();
            for (const name of await readdir(current.home)) {
                if (!hostFiles.includes(name)) await rm(join(current.home, name), {recursive: true, force: true});
            }
            current = await open();
            await librarySync.start();
            router.emit("settings.changed", readSettings(current));
            librarySync.changed();
        }
    };
    const selfLearning = new SelfLearning(services, report);
    const router = createRouter(handlersOf(services), {report});
    host.settingsChanged(readSettings(current));
    await connections.apply().catch((error: unknown) => report(error, "connections"));
    selfLearning.start();
    const closing = new AbortController();
    let closed: Promise<void> | null = null;
    const started = setTimeout(settling, undefined, {signal: closing.signal})
        .then(() => librarySync.start())
        .catch((error: unknown) => {
            if (!closing.signal.aborted) report(error, "watch");
        });
    return {
        router,
        idiolect,
        selfLearning,
        get isBusy() {
            return router.isBusy || librarySync.isRunning || trainings.running || connections.isAnswering;
        },
        close() {
            closed ??= close();
            return closed;
        }
    };

    async function close(): Promise<void> {
        closing.abort();
        await selfLearning.stop();
        await trainings.stop();
        await librarySync.stop();
        await connections.close();
        await current.dispose();
        // the first scan may take minutes: it ends with the library, and is not waited for before
        await started;
    }
}

/** The answers to everything that the window may ask. */
function handlersOf(services: ApiServices): Handlers {
    return {
        ...libraryHandlers(services),
        ...personaHandlers(services),
        ...draftingHandlers(services),
        ...draftsHandlers(services),
        ...settingsHandlers(services),
        ...modelsHandlers(services),
        ...privacyHandlers(services),
        ...hostHandlers(services),
        ...connectionsHandlers(services),
        ...trainingHandlers(services)
    };
}
