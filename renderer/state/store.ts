import {useSyncExternalStore} from "react";

/** A value outside React that components can subscribe to; only subscribers are rendered when it changes. */
export interface Store<T> {
    get(): T;
    set(next: T | ((current: T) => T)): void;
    subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
    let value = initial;
    const listeners = new Set<() => void>();
    return {
        get: () => value,
        set(next) {
            const changed = typeof next === "function" ? (next as (current: T) => T)(value) : next;
            if (Object.is(changed, value)) return;
            value = changed;
            for (const listener of listeners) listener();
        },
        subscribe(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
        }
    };
}

export function useStore<T>(store: Store<T>): T {
    return useSyncExternalStore(store.subscribe, store.get);
}

/** A part of a store's value that is compared by `Object.is`; the component is rendered only when that part changes. */
export function usePart<T, P extends string | number | boolean | null>(store: Store<T>, part: (value: T) => P): P {
    return useSyncExternalStore(store.subscribe, () => part(store.get()));
}
