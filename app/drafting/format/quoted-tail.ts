/** the position from which a message quotes an earlier one */
const quoteStart = new RegExp(
    `\\n+(?:${[
        ">[^\\n]*",
        "On [^\\n]{6,120}(?:\\n[^\\n]{0,80})? wrote:",
        "Am [^\\n]{6,120}(?:\\n[^\\n]{0,80})? schrieb[^\\n]*:",
        "-{2,}\\s*(?:Original|Forwarded) [Mm]essage\\s*-{2,}",
        "_{10,}"
    ].join("|")})(?:\\n|$)`,
    "u"
);

/** A message without the quotation at its end. */
export function withoutQuotedTail(message: string): string {
    const start = quoteStart.exec(message)?.index;
    const own = start === undefined ? message : message.slice(0, start).trimEnd();
    return own === "" ? message : own;
}
