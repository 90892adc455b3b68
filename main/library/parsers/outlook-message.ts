/** A message as Outlook's files describe it. Missing values are empty strings and lists. */
export interface OutlookMessage {
    /** the header it was received with; empty for sent ones */
    readonly headers: string;
    readonly from: OutlookAddress | null;
    readonly to: readonly OutlookAddress[];
    readonly cc: readonly OutlookAddress[];
    readonly subject: string;
    readonly date: Date | null;
    readonly messageId: string;
    readonly inReplyTo: string;
    readonly references: string;
    readonly text: string;
    readonly html: string;
}

export interface OutlookAddress {
    readonly name: string;
    /** an Internet address, or an Exchange address, which is meaningless outside its server */
    readonly address: string;
}

/** fields that describe the original encoding of the body, which is written anew here */
const bodyFields = /^(?:content-|mime-version\s*:)/i;

/**
 * The message in Internet message format (RFC 5322), so that one parser handles all mail. Fields that its header lacks are created from
 * Outlook's properties.
 */
export function internetMessage(message: OutlookMessage): Uint8Array {
    const head = fieldsOf(message.headers).filter((field) => !bodyFields.test(field));
    const has = (name: string): boolean => head.some((field) => field.slice(0, name.length + 1).toLowerCase() === `${name}:`);
    const add = (name: string, value: string): void => {
        if (value !== "" && !has(name.toLowerCase())) head.push(`${name}: ${value}`);
    };
    add("From", message.from === null ? "" : addressList([message.from]));
    add("To", addressList(message.to));
    add("Cc", addressList(message.cc));
    add("Subject", encodedText(message.subject));
    add("Date", message.date === null || Number.isNaN(message.date.getTime()) ? "" : message.date.toUTCString());
    add("Message-ID", identifiers(message.messageId));
    add("In-Reply-To", identifiers(message.inReplyTo));
    add("References", identifiers(message.references));
    const part = (type: string, body: string): string =>
        `Content-Type: text/${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n` +
        `${Buffer.from(body).toString("base64").replace(/.{76}/g, "$&\r\n")}\r\n`;
    const boundary = "=_outlook";
    const body =
        message.html === "" || message.text === ""
            ? part(message.text === "" && message.html !== "" ? "html" : "plain", message.text || message.html)
            : `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n--${boundary}\r\n` +
              `${part("plain", message.text)}--${boundary}\r\n${part("html", message.html)}--${boundary}--\r\n`;
    return Buffer.from(`${head.join("\r\n")}\r\nMIME-Version: 1.0\r\n${body}`);
}

/** Fields with their folded lines. */
function fieldsOf(headers: string): string[] {
    const fields: string[] = [];
    for (const line of headers.slice(0, 256 * 1024).split(/\r?\n/)) {
        if (/^[ \t]/.test(line) && fields.length > 0) fields[fields.length - 1] += `\r\n${line}`;
        else if (/^[!-9;-~]{1,80}\s*:/.test(line)) fields.push(line);
    }
    return fields;
}

function addressList(list: readonly OutlookAddress[]): string {
    return list
        .map(({name, address}) => {
            const plain = address.trim().replace(/[\s<>,;"\u0000-\u001f]/g, "");
            return `${name.trim() === "" ? "" : `${encodedText(name)} `}<${plain.includes("@") && !plain.startsWith("/") ? plain : ""}>`;
        })
        .filter((entry) => entry !== "<>")
        .join(", ");
}

/** Encoded words (RFC 2047); also for plain text, so that no name can look like an address. */
function encodedText(text: string): string {
    const clean = text.replace(/[\u0000-\u001f]+/g, " ").trim();
    if (/^[\w .'-]*$/.test(clean)) return clean;
    // 40 characters have at most 120 bytes in UTF-8, so each word holds whole characters.
    return (
        Array.from(clean)
            .slice(0, 400)
            .join("")
            .match(/[^]{1,12}(?![\udc00-\udfff])/g)
            ?.map((piece) => `=?utf-8?B?${Buffer.from(piece).toString("base64")}?=`)
            .join("\r\n ") ?? ""
    );
}

function identifiers(text: string): string {
    const found = text.slice(0, 20_000).match(/<[^<>\s]{1,400}>/g);
    return found !== null ? found.join(" ") : /^[^\s<>]{1,400}@[^\s<>]{1,400}$/.test(text.trim()) ? `<${text.trim()}>` : "";
}
