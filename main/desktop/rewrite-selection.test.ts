import {beforeEach, describe, expect, it} from "vitest";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {electronStandIn, StandInClipboardItem} from "../../tests/electron-stand-in.ts";
import type {StandInClipboard} from "../../tests/electron-stand-in.ts";
import type {Electron as DesktopElectron} from "./electron.ts";
import {createRewriteSelection} from "./rewrite-selection.ts";
import type {RewriteOptions} from "./rewrite-selection.ts";
import {keyCommand} from "./system-keys.ts";
import {wordsFor} from "./words.ts";

let clipboard: StandInClipboard, electron: DesktopElectron;
/** the foreground program: its selection, and what was pasted into it */
let front: {selection: string; pasted: string[]; listens: boolean};
let said: string[], windows: number;

beforeEach(() => {
    ({clipboard, electron} = electronStandIn());
    front = {selection: "we will commence the work", pasted: [], listens: true};
    said = [];
    windows = 0;
});

function rewriting(options: Partial<RewriteOptions> = {}) {
    return createRewriteSelection(electron, {
        async pressKeys(what) {
            if (!front.listens) return false;
            if (what === "paste") front.pasted.push(await clipboard.readText());
            // programs react a moment after the key
            else if (front.selection !== "") setTimeout(() => void clipboard.writeText(front.selection), 30);
            return true;
        },
        rewrite: async (text) => text.replace("commence", "start"),
        openWindow: () => {
            windows++;
        },
        notify: (sentence) => {
            said.push(sentence);
        },
        words: () => wordsFor("en", "en"),
        ...options
    });
}

const rich = {
    "text/plain": new Blob(["a list"]),
    "text/html": new Blob(["<ul><li>a list</ul>"]),
    "image/png": new Blob([new Uint8Array([137, 80, 78, 71])]),
    'electron application/osclipboard;format="own"': new Blob(["bytes of a program"])
};

/** Everything on the clipboard, by format. */
async function contents(): Promise<Record<string, string>[]> {
    return Promise.all(
        clipboard.items.map(async (item) =>
            Object.fromEntries(await Promise.all(item.types.map(async (type) => [type, await ((await item.getType(type)) as Blob).text()])))
        )
    );
}

describe("rewriting the selection of the foreground program", () => {
    it("pastes it in the user's voice, and restores the clipboard with all its formats", async () => {
        clipboard.items = [new StandInClipboardItem(rich)];
        const before = await contents();
        await rewriting().run();
        expect(front.pasted).toEqual(["we will start the work"]);
        expect(await contents()).toEqual(before);
        expect(Object.keys(before[0] ?? {})).toHaveLength(4);
        expect([said, windows]).toEqual([[], 0]);
    });

    it("leaves an empty clipboard empty", async () => {
        await rewriting().run();
        expect(front.pasted).toHaveLength(1);
        expect(clipboard.items).toEqual([]);
    });

    it("opens the small window if programs may not send keys to others, or nothing is selected; the clipboard is unchanged", async () => {
        clipboard.items = [new StandInClipboardItem(rich)];
        const before = await contents();
        front.listens = false;
        await rewriting().run();
        front.listens = true;
        front.selection = "";
        await rewriting().run();
        expect(windows).toBe(2);
        expect(front.pasted).toEqual([]);
        expect(await contents()).toEqual(before);
    });

    it("reports what went wrong, changes nothing, and works the next time", async () => {
        clipboard.items = [new StandInClipboardItem(rich)];
        const before = await contents();
        const noModel = (): Promise<string> => Promise.reject(new UserError(say("engine.no-model")));
        await rewriting({rewrite: noModel}).run();
        await rewriting({rewrite: noModel, words: () => wordsFor("de", "en")}).run();
        await rewriting({rewrite: () => Promise.reject(new Error("secret"))}).run();
        front.selection = "x".repeat(9000);
        await rewriting().run();
        expect(said).toEqual([
            "No language model is loaded; choose one first.",
            "Es ist kein Sprachmodell geladen; wählen Sie zuerst eines.",
            "The selection could not be rewritten, and nothing was changed; try again.",
            expect.stringMatching(/longer than a page/)
        ]);
        expect(front.pasted).toEqual([]);
        expect(await contents()).toEqual(before);
    });

    it("keeps what the user copied during the rewriting, and leaves the text on the clipboard if it cannot be pasted", async () => {
        await rewriting({
            rewrite: async (text) => {
                await clipboard.writeText("copied meanwhile");
                return text;
            }
        }).run();
        expect(await clipboard.readText()).toBe("copied meanwhile");
        const copiesOnly = rewriting();
        const press = rewriting({
            pressKeys: async (what) => {
                if (what === "paste") return false;
                await clipboard.writeText(front.selection);
                return true;
            }
        });
        await press.run();
        expect(await clipboard.readText()).toBe("we will start the work");
        expect(said).toEqual(["The rewritten text is on the clipboard: paste it."]);
        await Promise.all([copiesOnly.run(), copiesOnly.run()]);
        expect(front.pasted, "twice pressed is once done").toHaveLength(2);
    });

    it("knows the copy and paste keys of each system, and that Wayland allows neither", () => {
        expect(keyCommand("copy", "darwin", undefined)?.[0]).toBe("osascript");
        expect(keyCommand("paste", "win32", undefined)?.[1].join(" ")).toContain("^v");
        expect(keyCommand("copy", "linux", "x11")).toEqual(["xdotool", ["key", "--clearmodifiers", "ctrl+c"]]);
        expect(keyCommand("copy", "linux", "wayland")).toBeNull();
    });
});
