import type {FoundStore} from "../../app/contract/index.ts";

/** The paths of a found store that are read: its sent folders if there are any, as they contain only the user's own words. */
export function pathsOf({path, sent}: FoundStore, all = false): readonly string[] {
    return all || sent.length === 0 ? [path] : sent;
}

/** The stores of which nothing is a source yet. */
export function notYetAdded(stores: readonly FoundStore[], sources: readonly {readonly path: string}[]): readonly FoundStore[] {
    return stores.filter(
        (store) => !sources.some(({path}) => path === store.path || isBelow(path, store.path) || isBelow(store.path, path))
    );
}

function isBelow(path: string, folder: string): boolean {
    return path.startsWith(folder) && /^[\\/]/.test(path.slice(folder.length));
}
