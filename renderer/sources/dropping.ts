import {client} from "../state/client.ts";
import type {DesktopBridge} from "../state/client.ts";
import {attempt, notify} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import {createStore} from "../state/store.ts";
import {scanJob} from "./scan-job.ts";

/** Handles dropped paths in place of adding them as sources; set by the first run. */
export const dropTarget = createStore<((paths: readonly string[]) => void) | null>(null);
/** whether the dialog for a folder's path is open */
export const addingFolder = createStore(false);

/** The paths of dropped files. null: a browser does not provide them. */
export function pathsOfDrop(files: Iterable<File>, bridge: Pick<DesktopBridge, "pathOf"> | undefined): readonly string[] | null {
    if (bridge === undefined) return null;
    return [...files].map((file) => bridge.pathOf(file)).filter((path) => path !== "");
}

/** Adds files and folders as sources, one after the other. */
export async function addSources(paths: readonly string[], said: (items: number, skipped: number) => string): Promise<void> {
    goTo({screen: "sources"});
    let [items, skipped] = [0, 0];
    const isDone = await attempt(async () => {
        for (const path of paths) {
            const result = await scanJob.run((signal) => client.call("library.add", {path}, {signal}));
            items += result.items;
            skipped += result.skipped;
        }
    });
    if (isDone) notify(said(items, skipped));
}
