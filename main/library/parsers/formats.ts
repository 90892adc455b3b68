import {existsSync} from "node:fs";
import {basename, dirname, extname} from "node:path";

export const formats = ["text", "markdown", "html", "eml", "mbox", "maildir", "msg", "pst", "olm", "docx", "pdf", "rtf", "odt"] as const;
export type Format = (typeof formats)[number];

const byExtension: Readonly<Record<string, Format>> = {
    ".txt": "text", ".text": "text",
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown", ".mdx": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".eml": "eml", ".emlx": "eml",
    ".mbox": "mbox", ".mbx": "mbox",
    ".msg": "msg", ".pst": "pst", ".ost": "pst", ".olm": "olm",
    ".docx": "docx", ".docm": "docx", ".pdf": "pdf", ".rtf": "rtf", ".odt": "odt", ".fodt": "odt"
};

/** mailbox files that Thunderbird and Unix programs write without an extension */
const mailboxNames = /^(?:inbox|sent(?:[ -](?:mail|items|messages))?|drafts|archives?|trash|templates|mbox|gesendet|gesendete elemente|envoyés?|enviados|posta inviata|verzonden|已发送|送信済み)(?:-\d+)?$/i;

/** The format by name and place, or null when it is none that is read. Content is checked by the parser. */
export function formatOf(path: string): Format | null {
    const extension = extname(path).toLowerCase();
    const known = byExtension[extension];
    if (known !== undefined)
        return known;
    if (isMaildirMessage(path))
        return "maildir";
    return (extension === "" && mailboxNames.test(basename(path))) || isThunderbirdMailbox(path) ? "mbox" : null;
}

/** Formats that hold mail. */
export const isMail = (format: Format): boolean => format === "eml" || format === "mbox" || format === "maildir" || format === "msg" || format === "pst" || format === "olm";

/** Thunderbird keeps an index (`.msf`) beside each mailbox, whatever its user called it. */
function isThunderbirdMailbox(path: string): boolean {
    return /[\\/](?:Imap)?Mail[\\/]/.test(path) && !/\.(?:msf|dat|json|sqlite|log|html|js)$/i.test(path) && existsSync(`${path}.msf`);
}

/** `cur/` and `new/` of a maildir hold one message a file, named by time, process and host. */
function isMaildirMessage(path: string): boolean {
    const folder = basename(dirname(path));
    return (folder === "cur" || folder === "new") && /^\d{6,}[._]/.test(basename(path));
}

/** Sent mail by its folder's or its mailbox file's name, in the languages mail programs use. */
export function isSentFolder(path: string): boolean {
    return path.split(/[\\/]/).some((part) => /^\.?(?:inbox\.)?(?:sent(?:[ _-]?(?:mail|items|messages))?|gesendet(?:e (?:elemente|objekte|nachrichten))?|(?:éléments |messages )?envoyés|(?:elementos )?enviados|enviadas|(?:posta )?inviata|verzonden(?: items)?|itens enviados|已发送(?:邮件)?|已傳送|送信済み(?:アイテム)?|\[gmail\]\.sent mail)(?:\.(?:mbox|sbd))?$/i.test(part));
}
