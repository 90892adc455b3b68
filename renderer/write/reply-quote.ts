/** A reply with the message it answers below it, as mail programs write it: once as plain text, once as HTML. */
export interface QuotedReply {
    readonly text: string;
    readonly html: string;
}

/**
 * Puts the message below the reply, every line behind a ">" or in a block quotation.
 * @param attribution the line above the quotation, such as "Helen wrote:"
 */
export function quotedReply(reply: string, message: string, attribution: string): QuotedReply {
    const quoted = message.trim().split(/\r?\n/);
    // what was quoted already gets its ">" without a space, as RFC 3676 has it
    const lines = quoted.map((line) => (line.startsWith(">") ? `>${line}` : `> ${line}`.trimEnd()));
    return {
        text: `${reply.trim()}\n\n${attribution}\n${lines.join("\n")}\n`,
        html: `${paragraphs(reply)}<p>${escaped(attribution)}</p><blockquote type="cite">${paragraphs(message)}</blockquote>`
    };
}

function paragraphs(text: string): string {
    return text
        .trim()
        .split(/(?:\r?\n[ \t]*){2,}/)
        .map((paragraph) => `<p>${paragraph.split(/\r?\n/).map(escaped).join("<br>")}</p>`)
        .join("");
}

function escaped(text: string): string {
    const entities: Readonly<Record<string, string>> = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};
    return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
