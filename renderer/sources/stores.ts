import type {FoundStore} from "../../app/contract/index.ts";

/** What is read of a store that was found: its sent folders where there are any, as they hold the user's own words alone. */
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
