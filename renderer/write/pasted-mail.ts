/** Labels of the lines above a message in mail programs, in the languages of the window. */
const names: Readonly<Record<string, string>> = {
    from: "From",
    von: "From",
    to: "To",
    an: "To",
    cc: "Cc",
    kopie: "Cc",
    subject: "Subject",
    betreff: "Subject",
    date: "Date",
    sent: "Date",
    datum: "Date",
    gesendet: "Date",
    "reply-to": "Reply-To",
    "antwort an": "Reply-To"
};
const headerLine = /^[*>\s]{0,4}([A-Za-z][A-Za-z -]{0,38}):[*]?(?:\s+(.*))?$/;
/** lines before the first header that are ignored, such as "-----Original Message-----" */
const separator = /^\s*(?:[-_=]{3,}.*|(?:begin forwarded message|anfang der weitergeleiteten nachricht):?)?\s*$/i;
const mostSeparators = 4;

/**
 * A pasted text as an internet message, if it is one: header lines, among them who wrote it and one more, then an empty line and what it
 * says. Null for every other text.
 */
export function pastedMail(text: string): string | null {
    const lines = text.replace(/\r\n?/g, "\n").split("\n");
    let at = 0;
    while (at < mostSeparators && separator.test(lines[at] ?? "x")) at++;
    const headers: [string, string][] = [];
    const begin = at;
    for (; at < lines.length && (lines[at] ?? "").trim() !== ""; at++) {
        const line = lines[at] ?? "";
        const previous = headers.at(-1);
        const header = headerLine.exec(line);
        if (header !== null) headers.push([header[1]?.trim().toLowerCase() ?? "", header[2]?.trim() ?? ""]);
        // a long header continues in an indented line
        else if (/^\s/.test(line) && previous !== undefined) previous[1] += ` ${line.trim()}`;
        else return null;
    }
    const known = headers.map(([name, value]) => [names[name], value] as const).filter(([name]) => name !== undefined);
    const body = lines.slice(at).join("\n").trim();
    if (body === "" || known.length < 2 || !known.some(([name]) => name === "From")) return null;
    // a message's source declares its own encoding
    if (headers.some(([name]) => name === "mime-version" || name === "content-type")) return lines.slice(begin).join("\n");
    return (
        `${known.map(([name, value]) => `${name}: ${value}`).join("\n")}\nMIME-Version: 1.0\n` +
        `Content-Type: text/plain; charset=utf-8\n\n${body}\n`
    );
}
