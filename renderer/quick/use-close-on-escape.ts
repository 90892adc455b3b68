import {useEffect} from "react";
import {client} from "../state/client.ts";

/** Escape closes the small window. */
export function useCloseOnEscape(): void {
    useEffect(() => {
        const listen = (event: KeyboardEvent): void => {
            // while a character is being composed, Escape ends only that
            if (event.key === "Escape" && !event.isComposing) void client.call("host.closeQuickBrief", {});
        };
        window.addEventListener("keydown", listen);
        return () => window.removeEventListener("keydown", listen);
    }, []);
}
