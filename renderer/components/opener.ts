import {useCallback, useRef} from "react";

/**
 * What had the focus when a dialog opened, which has it again when it closes. Radix gives it to the dialog's own trigger only, and these
 * dialogs have none. If the opener is gone, whoever watches for a lost focus finds a place for it (shell/keep-focus.ts).
 */
export function useOpener(): {remember(): void; giveBack(event: Event): void} {
    const opener = useRef<Element | null>(null);
    const remember = useCallback(() => {
        opener.current = document.activeElement;
    }, []);
    const giveBack = useCallback((event: Event) => {
        event.preventDefault();
        // what the dialog was closed for may have put it elsewhere
        if (document.activeElement === document.body && opener.current instanceof HTMLElement) opener.current.focus();
    }, []);
    return {remember, giveBack};
}
