import {createContext, useContext, useId, useLayoutEffect} from "react";
import {createStore} from "../state/store.ts";

/** The modal layers that are open, the topmost last: dialogs, confirmations and the command palette. */
export const openLayers = createStore<readonly string[]>([]);

const LayerContext = createContext<string | null>(null);

/** What is rendered inside belongs to this layer; null: to the page itself. */
export const LayerProvider = LayerContext.Provider;

/** The layer that a component is rendered in. */
export function useLayer(): string | null {
    return useContext(LayerContext);
}

/** The id of a new layer, which is on top of the others as long as `open` is true. */
export function useNewLayer(open: boolean): string {
    const id = useId();
    // before the next key: an effect after the frame would leave one to the page
    useLayoutEffect(() => {
        if (!open) return;
        openLayers.set((layers) => [...layers, id]);
        return () => openLayers.set((layers) => layers.filter((layer) => layer !== id));
    }, [id, open]);
    return id;
}
