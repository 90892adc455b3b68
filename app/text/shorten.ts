/** A text in one line of at most `most` characters, for display: white space becomes single spaces, and what is cut off becomes "…". */
export function shorten(text: string, most: number): string {
    const line = text.replace(/\s+/g, " ").trim();
    if (line.length <= most) return line;
    // a surrogate without its pair would be shown as a replacement character
    const kept = line.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "");
    return `${kept.trimEnd()}…`;
}
