import {pattern} from "../../../app/text/pattern.ts";

/** first parts of English compounds that are written with a hyphen; the second part must be a word, not an ending */
const hyphenates = new Set([
    "well",
    "ill",
    "self",
    "ex",
    "half",
    "long",
    "short",
    "high",
    "low",
    "full",
    "part",
    "first",
    "second",
    "third",
    "two",
    "three",
    "four",
    "five",
    "six",
    "ten",
    "one",
    "hard",
    "soft",
    "open",
    "single",
    "double",
    "old",
    "new",
    "free",
    "left",
    "right",
    "middle",
    "small",
    "large",
    "late",
    "early",
    "deep",
    "far",
    "best",
    "better",
    "good",
    "great",
    "quick",
    "slow",
    "post",
    "pre",
    "anti",
    "semi",
    "mid",
    "cross",
    "all",
    "ever",
    "much",
    "so",
    "would",
    "state",
    "real",
    "blue",
    "green",
    "dark",
    "light",
    "north",
    "south",
    "ready",
    "clear",
    "hand",
    "home",
    "time",
    "world",
    "co"
]);
const endings = pattern("")`
    ^(?:ly|er|ers|est|ing|ings|ed|en|dom|ness|ful|less|ment|ments|ship|hood|wards?|ish|ary|able|ible|some|ware
    |ever|selves|ation|ations|tion|tions|sion|ity|ties|cial|ners?|ting|ring|ning|ling|ally|ously|ated|ates|ately
    |operat\w*|ordinat\w*|incid\w*)$`;
/** words after a suspended hyphen: "two- and threefold", "Haus- und Garten" */
const conjunctions = /^(?:and|or|to|und|oder|bis|bzw\.?|sowie|et|ou|e|o|y|en|of)\s/u;
const hyphen = /[-\u2010]$/u;

/** Words of a text, with how often they are written with and without a hyphen; evidence for the writer's spelling. */
export function spellingsIn(lines: readonly string[]): ReadonlySet<string> {
    const words = new Set<string>();
    for (const line of lines) {
        for (const [word] of line.matchAll(/\p{L}+(?:[-\u2010]\p{L}+)*/gu)) words.add(word.toLocaleLowerCase().replaceAll("\u2010", "-"));
    }
    return words;
}

/**
 * `line` with its separator to `next` when both are of one paragraph: none where a word continues (its hyphen at the line's end removed
 * unless the word is spelt with one), else a space.
 */
export function joined(line: string, next: string, spellings: ReadonlySet<string>): string {
    if (line.endsWith("\u00ad")) return line.slice(0, -1);
    if (!hyphen.test(line) || !/[\p{L}\p{N}][-\u2010]$/u.test(line)) return `${line} `;
    if (conjunctions.test(next)) return `${line} `;
    // "Jean-Paul", "E-Mail", "1990-2000"
    if (/^[\p{Lu}\p{N}]/u.test(next)) return line;
    if (!/^\p{Ll}/u.test(next)) return `${line} `;
    if (!/\p{L}[-\u2010]$/u.test(line)) return line;
    const first = /(\p{L}+)[-\u2010]$/u.exec(line.slice(-60))?.[1]?.toLocaleLowerCase() ?? "",
        second = /^\p{L}+/u.exec(next)?.[0].toLocaleLowerCase() ?? "";
    const bare = line.slice(0, -1);
    // First the word's spelling elsewhere in the text decides; then known English compounds.
    const together = spellings.has(first + second),
        apart = spellings.has(`${first}-${second}`);
    if (together !== apart) return together ? bare : line;
    // A compound with another hyphen keeps all of them: "state-of-the-art".
    const hasOther = /\p{L}[-\u2010]\p{L}+[-\u2010]$/u.test(line.slice(-60)) || /^\p{L}+[-\u2010]\p{L}/u.test(next);
    return hasOther || (hyphenates.has(first) && second.length > 3 && !endings.test(second)) ? line : bare;
}
