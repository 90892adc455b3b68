import {client} from "./client.ts";
import {host} from "./main-state.ts";

/** Copies `text`, through the host if it can. */
export async function copyText(text: string): Promise<void> {
    if (host.get().clipboard) await client.call("host.copy", {text});
    else await navigator.clipboard.writeText(text);
}

/** Copies a text in two formats: plain, and formatted for programs that accept it. */
export async function copyRich(text: string, html: string): Promise<void> {
    if (host.get().clipboard) {
        await client.call("host.copy", {text, html});
        return;
    }
    const as = (type: string, content: string): Record<string, Blob> => ({[type]: new Blob([content], {type})});
    await navigator.clipboard.write([new ClipboardItem({...as("text/plain", text), ...as("text/html", html)})]);
}

/** Saves `content` as a file: with the host's dialog, or as the browser's download. */
export async function saveFile(name: string, content: string): Promise<void> {
    if (host.get().folderDialog) {
        await client.call("host.saveFile", {name, content});
        return;
    }
    const url = URL.createObjectURL(new Blob([content], {type: "application/json"}));
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    link.click();
    URL.revokeObjectURL(url);
}

/** Opens a text in the user's own mail program. */
export async function composeMail(to: string, subject: string, text: string): Promise<void> {
    if (host.get().mail) {
        await client.call("host.composeMail", {to, subject, text});
        return;
    }
    const link = document.createElement("a");
    link.href = `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(text)}`;
    link.click();
}
