import type {Electron as DesktopElectron} from "./electron.ts";

/** Restores the clipboard. */
export type Restore = () => Promise<void>;

type Payload = Blob | Electron.ClipboardBookmark;

/**
 * Saves the clipboard in every format it has, and returns a function that restores all of it at once. Formats that the owning program no
 * longer provides are lost.
 */
export async function keepClipboard({clipboard, ClipboardItem}: Pick<DesktopElectron, "clipboard" | "ClipboardItem">): Promise<Restore> {
    const kept: Record<string, Payload>[] = [];
    for (const item of await clipboard.read()) {
        const payloads: Record<string, Payload> = {};
        for (const type of item.types) {
            const payload = await item.getType(type).catch(() => null);
            if (payload !== null) payloads[type] = payload;
        }
        if (Object.keys(payloads).length > 0) kept.push(payloads);
    }
    return async () => {
        if (kept.length === 0) clipboard.clear();
        else await clipboard.write(kept.map((payloads) => new ClipboardItem(payloads)));
    };
}
