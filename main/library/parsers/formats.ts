import {existsSync} from "node:fs";
import {basename, dirname, extname} from "node:path";
import {pattern} from "../../../app/text/pattern.ts";

export const formats = [
    "text",
    "markdown",
    "html",
    "eml",
    "mbox",
    "maildir",
    "msg",
    "pst",
    "olm",
    "takeout",
    "docx",
    "pdf",
    "rtf",
    "odt"
] as const;
export type Format = (typeof formats)[number];

const byExtension: Readonly<Record<string, Format>> = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".eml": "eml",
    ".emlx": "eml",
    ".mbox": "mbox",
    ".mbx": "mbox",
    ".msg": "msg",
    ".pst": "pst",
    ".ost": "pst",
    ".olm": "olm",
    ".docx": "docx",
    ".docm": "docx",
    ".pdf": "pdf",
    ".rtf": "rtf",
    ".odt": "odt",
    ".fodt": "odt"
};

/** mailbox files that Thunderbird and Unix programs write without an extension */
const mailboxNames = pattern("i")`
    ^(?:inbox|sent(?:[ -](?:mail|items|messages))?|drafts|archives?|trash|templates|mbox|gesendet
    |gesendete elemente|envoyés?|enviados|posta inviata|verzonden|已发送|送信済み)(?:-\d+)?$`;

/** The format by name and folder, or null if the file is not read. The parser checks the content. */
export function formatOf(path: string): Format | null {
    const extension = extname(path).toLowerCase();
    const known = byExtension[extension];
    if (known !== undefined) return known;
    if (isMaildirMessage(path)) return "maildir";
    if (/^takeout\b.*\.(?:zip|tgz|tar\.gz)$/i.test(basename(path))) return "takeout";
    return (extension === "" && mailboxNames.test(basename(path))) || isThunderbirdMailbox(path) ? "mbox" : null;
}

/** Formats that hold mail. */
export const isMail = (format: Format): boolean =>
    format === "eml" ||
    format === "mbox" ||
    format === "maildir" ||
    format === "msg" ||
    format === "pst" ||
    format === "olm" ||
    format === "takeout";

/** Thunderbird writes an index (`.msf`) beside each mailbox, whatever the mailbox is called. */
function isThunderbirdMailbox(path: string): boolean {
    return /[\\/](?:Imap)?Mail[\\/]/.test(path) && !/\.(?:msf|dat|json|sqlite|log|html|js)$/i.test(path) && existsSync(`${path}.msf`);
}

/** `cur/` and `new/` of a maildir hold one message a file, named by time, process and host. */
function isMaildirMessage(path: string): boolean {
    const folder = basename(dirname(path));
    return (folder === "cur" || folder === "new") && /^\d{6,}[._]/.test(basename(path));
}

/** what mail programs and providers call the folder or label of sent mail, in lower case */
const sentNames = new Set(
    (
        "sent|sent mail|sent items|sent messages|sent-mail|sent-items|sent-messages|sentmail|sentitems|sentmessages|gesendet" +
        "|gesendete elemente|gesendete objekte|gesendete nachrichten|gesendete e-mails|envoyés|éléments envoyés" +
        "|messages envoyés|courrier envoyé|objets envoyés" +
        "|enviados|enviadas|elementos enviados|mensajes enviados|correo enviado|correos enviados|itens enviados" +
        "|mensagens enviadas|e-mails enviados|enviats|inviata|inviati|posta inviata|elementi inviati|messaggi inviati|verzonden" +
        "|verzonden items|verzonden berichten|verstuurd" +
        "|skickat|skickade|skickade objekt|skickade meddelanden|sendt|sendte|sendt post|sendte elementer|sendte e-mails" +
        "|sendte e-poster|sendt element|lähetetyt|lähetetyt viestit|wysłane|elementy wysłane|odeslané|odeslaná pošta|odoslané" +
        "|odoslaná pošta" +
        "|elküldött|elküldött elemek|elküldött üzenetek|elküldött levelek|trimise|elemente trimise|mesaje trimise|изпратени" +
        "|изпратена поща|отправленные|отправленные письма|надіслані|надіслані елементи|απεσταλμένα|σταλμένα|gönderilmiş" +
        "|gönderilmiş öğeler|gönderilmiş postalar|gönderilenler" +
        "|poslano|poslane stavke|poslana pošta|poslato|послато|saadetud|saadetud kirjad|nosūtītie|nosūtītās|išsiųsta|išsiųsti" +
        "|išsiųsti laiškai|已发送|已发送邮件|已发邮件|已傳送|已傳送的郵件|寄件備份|寄件備份匣|送信済み|送信済みアイテム|送信済みメール|보낸편지함|보낸 편지함|보낸 메일함" +
        "|ส่งแล้ว|จดหมายที่ส่ง|รายการที่ถูกส่ง|đã gửi|thư đã gửi|mục đã gửi|terkirim|pesan terkirim|surat terkirim" +
        "|item terkirim|المرسلة|البريد المرسل|الرسائل المرسلة|العناصر المرسلة|נשלח|נשלחו|דואר שנשלח|פריטים שנשלחו|ارسال شده" +
        "|ارسال‌شده"
    ).split("|")
);

/** Whether a folder's or a label's name indicates sent mail. */
export function isSentName(name: string): boolean {
    const plain = name
        .normalize("NFC")
        .toLowerCase()
        .replace(/^\.?(?:inbox\.)?(?:\[(?:gmail|google mail)\]\.)?/, "")
        .replace(/\.(?:mbox|sbd)$/, "")
        .replace(/_/g, " ")
        .trim();
    return sentNames.has(plain) || sentNames.has(plain.replace(/-\d+$/, ""));
}

/** Sent mail by its folder's or its mailbox file's name. Servers encode non-ASCII letters in modified UTF-7 (RFC 3501, 5.1.3). */
export function isSentFolder(path: string): boolean {
    return path.split(/[\\/]/).some((part) => isSentName(part.includes("&") ? fromModifiedUtf7(part) : part));
}

function fromModifiedUtf7(name: string): string {
    return name.replace(/&([A-Za-z0-9+,]{0,400})-/g, (_, packed: string) => {
        const bytes = Buffer.from(packed.replaceAll(",", "/"), "base64");
        return packed === "" ? "&" : new TextDecoder("utf-16be").decode(bytes.subarray(0, bytes.length & ~1));
    });
}
