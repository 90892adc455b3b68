/** A text up to this many characters is one item. */
const wholeText = 6000;
/** A longer one is cut into passages of about this many, at paragraphs, else at sentences. */
const passageText = 3000;

/**
 * Cuts a long text into passages, so that a book is more than one point in the user's history. Deterministic: the same text gives the same
 * passages.
 */
export function passages(text: string): string[] {
    if (text.length <= wholeText) return [text];
    const parts: string[] = [];
    let current = "";
    for (const paragraph of text.split(/\n\s*\n/).flatMap(cutParagraph)) {
        if (current !== "" && current.length + paragraph.length > passageText) {
            parts.push(current);
            current = "";
        }
        current = current === "" ? paragraph : `${current}\n\n${paragraph}`;
    }
    if (current.trim() !== "") parts.push(current);
    // A last passage of a few words is joined to the one before.
    const last = parts.at(-1);
    if (parts.length > 1 && last !== undefined && last.length < passageText / 10) {
        parts.pop();
        parts[parts.length - 1] += `\n\n${last}`;
    }
    return parts.map((part) => part.trim()).filter((part) => part !== "");
}

function cutParagraph(paragraph: string): string[] {
    const pieces: string[] = [];
    let rest = paragraph;
    while (rest.length > passageText) {
        const window = rest.slice(0, passageText);
        const sentence = Math.max(
            window.lastIndexOf(". "),
            window.lastIndexOf("。"),
            window.lastIndexOf("! "),
            window.lastIndexOf("? "),
            window.lastIndexOf("\n")
        );
        let at =
            sentence > passageText / 2 ? sentence + 1 : window.lastIndexOf(" ") > passageText / 2 ? window.lastIndexOf(" ") : passageText;
        // never between the two halves of a surrogate pair
        if (/[\ud800-\udbff]/.test(rest[at - 1] ?? "")) at--;
        pieces.push(rest.slice(0, at));
        rest = rest.slice(at).trimStart();
    }
    pieces.push(rest);
    return pieces;
}
