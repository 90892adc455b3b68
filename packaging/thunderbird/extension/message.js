/*
 * Texts out of Thunderbird's message parts, and drafts into its compose windows.
 */

/** characters of a message that are sent; quotes of quotes lie behind */
const longestMessage = 100_000;

/**
 * The plain text of a message: its text/plain parts, else its HTML without tags. Attached messages are left out.
 * @param {object} part as `messenger.messages.getFull` gives it: {contentType, body, parts, name}
 * @param {(html: string) => string} htmlToText
 */
export function messageText(part, htmlToText) {
    const plain = bodies(part, "text/plain");
    const text = plain.length > 0 ? plain.join("\n") : bodies(part, "text/html").map(htmlToText).join("\n");
    return text.trim().slice(0, longestMessage);
}

function bodies(part, type) {
    const isAttachment = part.name !== undefined && part.name !== "";
    const own = part.contentType === type && typeof part.body === "string" && !isAttachment ? [part.body] : [];
    // the message itself is message/rfc822 with the empty part name; further ones are attached
    const inside = (part.parts ?? []).filter(({contentType}) => contentType !== "message/rfc822");
    return [...own, ...inside.flatMap((each) => bodies(each, type))];
}

/**
 * The body of a compose window with the draft above what stands there (the quote, the signature).
 * @param {{isPlainText: boolean, body: string, plainTextBody: string}} details as `messenger.compose.getComposeDetails` gives them
 * @param {string} draft
 * @returns what `setComposeDetails` takes
 */
export function withDraft({isPlainText, body, plainTextBody}, draft) {
    if (isPlainText) return {isPlainText: true, plainTextBody: `${draft}\n\n${plainTextBody.trimStart()}`};
    const html = draft
        .split(/\n{2,}/)
        .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll("\n", "<br>")}</p>`)
        .join("");
    const start = /<body[^>]*>/i.exec(body);
    const at = start === null ? 0 : start.index + start[0].length;
    return {isPlainText: false, body: body.slice(0, at) + html + body.slice(at)};
}

function escapeHtml(text) {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
