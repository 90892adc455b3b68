import {setTimeout as wait} from "node:timers/promises";
import {UserError} from "../../app/errors.ts";
import {wordSentence} from "../../app/sentences/wording.ts";
import type {Electron} from "./electron.ts";
import {keepClipboard} from "./kept-clipboard.ts";
import type {PressKeys} from "./system-keys.ts";
import type {Words} from "./words.ts";

export interface RewriteOptions {
    readonly pressKeys: PressKeys;
    /** the text as the user would say it */
    readonly rewrite: (text: string) => Promise<string>;
    /** the small window, where the system lets no program copy or paste in another */
    readonly openWindow: () => void;
    /** says a sentence to the user, who is in another program */
    readonly say: (sentence: string) => void;
    readonly words: () => Words;
}

/** ms that a program gets to put its selection on the clipboard, between two looks, and to take what is pasted */
const copyTime = 1000,
    lookEvery = 20,
    pasteTime = 400;
/** characters; a selection of more is no passage */
const longestSelection = 8000;

/**
 * Takes the selection of the program in front, gives it back rewritten, and puts the clipboard back as it was, whatever happens on the way. Where
 * nothing can be copied, the small window opens.
 */
export function createRewriteSelection(
    electron: Pick<Electron, "clipboard" | "ClipboardItem">,
    {pressKeys, rewrite, openWindow, say, words}: RewriteOptions
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
            say(words().selectionTooLong);
            return;
        }
        const rewritten = await rewrite(text);
        // what the user has copied meanwhile is theirs
        const restoreLater = await keepClipboard(electron);
        await clipboard.writeText(rewritten);
        if (!(await pressKeys("paste"))) {
            say(words().pasteRewritten);
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
                    say(error instanceof UserError ? wordSentence(error.sentence, words().language) : words().rewriteFailed)
                )
                .finally(() => {
                    isRunning = false;
                });
        }
    };
}
