import {createStore} from "../state/store.ts";

/** The one place where snippets are managed: open or not (null), and with what text a new one begins, or null for the list. */
export const snippetsDialog = createStore<{readonly text: string | null} | null>(null);

export function manageSnippets(text: string | null = null): void {
    snippetsDialog.set({text});
}
