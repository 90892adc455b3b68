import {setTimeout as wait} from "node:timers/promises";
import {UserError} from "../../app/errors.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import type {Electron} from "./electron.ts";
import {keepClipboard} from "./kept-clipboard.ts";
import type {PressKeys} from "./system-keys.ts";
import type {Words} from "./words.ts";

export interface RewriteOptions {
    readonly pressKeys: PressKeys;
    /** rewrites a text in the user's voice */
    readonly rewrite: (text: string) => Promise<string>;
    /** opens the small window, where the system lets no program copy or paste in another */
    readonly openWindow: () => void;
    /** shows a notification, as the user is in another program */
    readonly notify: (sentence: string) => void;
    readonly words: () => Words;
}

/** ms for a program to copy its selection to the clipboard, between two polls, and to paste */
const copyTime = 1000,
    lookEvery = 20,
    pasteTime = 400;
/** characters; larger selections are rejected */
const longestSelection = 8000;

/**
 * Copies the selection of the foreground program, pastes it back rewritten, and restores the clipboard in every case. If nothing can be
 * copied, opens the small window.
 */
export function createRewriteSelection(
    electron: Pick<Electron, "clipboard" | "ClipboardItem">,
    {pressKeys, rewrite, openWindow, notify, words}: RewriteOptions
): {run(): Promise<void>} {
    const {clipboard} = electron;
    let isRunning = false;

    async function selection(): Promise<string> {
        clipboard.clear();
        if (!(await pressKeys("copy"))) return "";
        for (let waited = 0; waited < copyTime; waited += lookEvery) {
            const text = await clipboard.readText();
            if (text.trim() !== "") return text;
            await wait(lookEvery);
        }
        return "";
    }

    async function replace(): Promise<void> {
        const restore = await keepClipboard(electron);
        const text = await selection().finally(restore);
        if (text === "") {
            openWindow();
            return;
        }
        if (text.length > longestSelection) {
            notify(words().selectionTooLong);
            return;
        }
        const rewritten = await rewrite(text);
        // the user has copied something else in the meantime: keep it
        const restoreLater = await keepClipboard(electron);
        await clipboard.writeText(rewritten);
        if (!(await pressKeys("paste"))) {
            notify(words().pasteRewritten);
            return;
        }
        await wait(pasteTime);
        await restoreLater();
    }

    return {
        async run() {
            if (isRunning) return;
            isRunning = true;
            await replace()
                .catch((error: unknown) =>
                    notify(error instanceof UserError ? wordSentence(error.sentence, words().language) : words().rewriteFailed)
                )
                .finally(() => {
                    isRunning = false;
                });
        }
    };
}
