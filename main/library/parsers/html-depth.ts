/** deeper nesting is an attack, or a thread of hundreds of replies; what is below is read flat */
const deepest = 1000;
const voidElements = new Set([
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "param",
    "source",
    "track",
    "wbr"
]);
/** elements that implicitly close an open one of the same kind */
const endsItself = new Set(["p", "li", "td", "th", "tr", "dd", "dt", "option", "optgroup", "a", "rt", "rp", "tbody"]);
const tag = /<(\/?)([a-zA-Z][^\s/<>]*)([^<>]*)>?/g;

/**
 * HTML whose elements are nested at most `deepest` levels: tags below that become line breaks, and unmatched end tags are dropped. For
 * every tag the parser takes time proportional to its stack of open elements, which for a million open tags would be hours.
 */
export function withBoundedDepth(html: string): string {
    if (!hasMoreThan(html, "<", deepest)) return html;
    const open: string[] = [];
    const counts = new Map<string, number>(),
        dropped = new Map<string, number>();
    const add = (map: Map<string, number>, name: string, change: number): void => void map.set(name, (map.get(name) ?? 0) + change);
    const parts: string[] = [];
    let kept = 0;
    const cut = (from: number, to: number, instead: string): void => {
        parts.push(html.slice(kept, from), instead);
        kept = to;
    };
    for (const found of html.matchAll(tag)) {
        const name = (found[2] ?? "").toLowerCase(),
            from = found.index,
            to = from + found[0].length;
        if (voidElements.has(name) || found[3]?.endsWith("/")) continue;
        if (found[1] === "/") {
            if ((dropped.get(name) ?? 0) > 0) {
                add(dropped, name, -1);
                cut(from, to, " ");
            } else if ((counts.get(name) ?? 0) > 0) {
                for (let last = open.pop(); last !== undefined; last = open.pop()) {
                    add(counts, last, -1);
                    if (last === name) break;
                }
            } else if (name !== "p") cut(from, to, "");
        } else if (open.length >= deepest) {
            add(dropped, name, 1);
            cut(from, to, "<br>");
        } else if (open.at(-1) !== name || !endsItself.has(name)) {
            open.push(name);
            add(counts, name, 1);
        }
    }
    return parts.length === 0 ? html : parts.join("") + html.slice(kept);
}

function hasMoreThan(text: string, character: string, count: number): boolean {
    let found = 0;
    for (let at = text.indexOf(character); at >= 0 && found <= count; at = text.indexOf(character, at + 1)) found++;
    return found > count;
}
