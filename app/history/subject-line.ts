const replyPrefix = "re|aw|antw|antwort|rép|ref|r|rif|res|sv|vs|odp|ynt|回复|回覆|答复|答覆|返信|ответ";
const forwardPrefix = "fwd?|wg|tr|rv|i|doorst|enc|fs|vl|pd|ilt|转发|轉寄|转寄|転送|пересл";
const replies = new RegExp(`^\\s*(?:${replyPrefix})\\s*(?:\\[\\d+\\]|\\(\\d+\\)|\\^\\d+)?\\s*[:：]\\s*`, "iu");
const forwards = new RegExp(`^\\s*(?:${forwardPrefix})\\s*(?:\\[\\d+\\])?\\s*[:：]\\s*`, "iu");

export interface SubjectLine {
    /** without prefixes; null when nothing is left */
    readonly bare: string | null;
    readonly isReply: boolean;
    readonly isForward: boolean;
}

/** Takes "Re:", "AW:", "回复：" and the like off a subject line. */
export function readSubject(subject: string | null): SubjectLine {
    let bare = (subject ?? "").replace(/\s+/g, " ").trim(),
        isReply = false,
        isForward = false;
    for (;;) {
        const reply = replies.exec(bare);
        const forward = reply === null ? forwards.exec(bare) : null;
        const prefix = reply ?? forward;
        if (prefix === null) break;
        isReply ||= reply !== null;
        isForward ||= forward !== null;
        bare = bare.slice(prefix[0].length);
    }
    return {bare: bare === "" ? null : bare, isReply, isForward};
}
