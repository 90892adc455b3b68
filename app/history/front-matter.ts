/** The metadata block on top of a Markdown file: Jekyll, Hugo, Obsidian, Pandoc and others. */
export interface FrontMatter {
    /** `key: value` with the key in lower case; of nested and multi-line values the text, of lists the items joined with ", " */
    readonly fields: Readonly<Record<string, string>>;
    /** names under `author` or `authors`, wiki-link brackets removed */
    readonly authors: readonly string[];
    readonly tags: readonly string[];
    /** what follows the block */
    readonly rest: string;
}

/** front matter longer than this is not looked for, characters */
const longest = 20_000;

/**
 * YAML between `---` lines (the last may be `...`), TOML between `+++` lines, or JSON from a first `{` to a line `}`. Null when the
 * text has none: a text whose first line is a horizontal rule is prose. Line ends must be `\n`.
 */
export function frontMatter(text: string): FrontMatter | null {
    const head = text.slice(0, longest);
    if (head.startsWith("{")) return jsonMatter(text, head);
    const lines = head.split("\n");
    const mark = lines[0]?.trimEnd();
    if (mark !== "---" && mark !== "+++") return null;
    const end = lines.findIndex((line, index) => index > 0 && (line.trimEnd() === mark || (mark === "---" && line.trimEnd() === "...")));
    if (end < 0) return null;
    const body = lines.slice(1, end);
    const fields = mark === "---" ? yamlFields(body) : tomlFields(body);
    if (fields === null) return null;
    const length = lines.slice(0, end + 1).reduce((sum, line) => sum + line.length + 1, 0);
    return matter(fields, text.slice(length));
}

type Fields = Record<string, string | string[]>;

function matter(fields: Fields, rest: string): FrontMatter {
    const listed = (...keys: string[]): string[] =>
        keys
            .flatMap((key) => fields[key] ?? [])
            .map((value) => value.replace(/^\[\[|\]\]$/g, "").trim())
            .filter((value) => value !== "");
    return {
        fields: Object.fromEntries(
            Object.entries(fields).map(([key, value]) => [key, typeof value === "string" ? value : value.join(", ")])
        ),
        authors: listed("author", "authors"),
        tags: listed("tags", "tag").flatMap((tag) => tag.split(/[\s,]+/)),
        rest
    };
}

/**
 * The part of YAML that front matter uses: scalars, quoted or not, folded and literal blocks, lists of both styles, one level of
 * nesting. Null when a line is none of these: then the block between two rules is prose.
 */
function yamlFields(lines: readonly string[]): Fields | null {
    // Pandoc's rule: a `---` followed by a blank line is a horizontal rule.
    if (lines.length > 0 && lines[0]?.trim() === "") return null;
    const fields: Fields = {};
    let key: string | null = null,
        open = false;
    const add = (value: string): void => {
        if (key === null || value === "") return;
        const before = fields[key];
        fields[key] = before === undefined || before === "" ? [value] : [...(typeof before === "string" ? [before] : before), value];
    };
    for (const line of lines) {
        if (line.trim() === "" || /^\s*#/.test(line)) continue;
        const field = /^(?:"([^"]{1,60})"|'([^']{1,60})'|([\p{L}\p{N}_@-][\p{L}\p{N}_@. -]{0,59}?))\s*:(?:\s+(.*))?$/u.exec(line);
        if (field !== null) {
            key = (field[1] ?? field[2] ?? field[3] ?? "").toLowerCase();
            const value = (field[4] ?? "").trim();
            open = value === "" || /^[|>][+-]?\d?$/.test(value);
            fields[key] = open ? "" : value.startsWith("[") ? flowList(value) : scalar(value);
            continue;
        }
        if (key === null) return null;
        const item = /^\s*-(?:\s+(.*))?$/.exec(line);
        if (item !== null && open) add(nestedName(item[1] ?? "") ?? scalar((item[1] ?? "").replace(/^[\w-]{1,40}:\s.*$/, "")));
        else if (/^\s/.test(line)) {
            const value = fields[key];
            const nested = /^\s+([\w-]{1,40}):\s*(.*)$/.exec(line);
            if (nested !== null && open && (value === "" || Array.isArray(value)))
                add(nested[1]?.toLowerCase() === "name" ? scalar(nested[2] ?? "") : "");
            else if (typeof value === "string") fields[key] = `${value} ${line.trim()}`.trim();
        } else if (!/^[\]}]/.test(line)) return null;
    }
    return key === null && lines.length > 0 ? null : fields;
}

/** `name: Anna Berg`, as a list of authors may hold it */
function nestedName(text: string): string | null {
    const name = /^name:\s+(.*)$/i.exec(text);
    return name === null ? null : scalar(name[1] ?? "");
}

/**
 * The part of TOML that front matter uses: keys with one-line values, arrays over several lines, tables (whose names are taken as authors).
 */
function tomlFields(lines: readonly string[]): Fields | null {
    const fields: Fields = {};
    let array: {key: string; text: string} | null = null,
        table = "";
    for (const line of lines) {
        const bare = line.trim();
        if (array !== null) {
            array.text += ` ${bare}`;
            if (bare.endsWith("]")) {
                fields[array.key] = flowList(array.text);
                array = null;
            }
            continue;
        }
        if (bare === "" || bare.startsWith("#")) continue;
        const header = /^\[{1,2}\s*([^[\]]+?)\s*\]{1,2}$/.exec(bare);
        if (header !== null) {
            table = (header[1] ?? "").toLowerCase();
            continue;
        }
        const field = /^(?:"([^"]{1,60})"|'([^']{1,60})'|([\w.-]{1,60}))\s*=\s*(.*)$/.exec(bare);
        if (field === null) return null;
        const name = (field[1] ?? field[2] ?? field[3] ?? "").toLowerCase(),
            value = field[4] ?? "";
        const key =
            table === ""
                ? name
                : /^(?:params\.)?authors?$/.test(table) && name === "name"
                  ? "author"
                  : table === "params"
                    ? name
                    : `${table}.${name}`;
        if (value.startsWith("[") && !value.endsWith("]")) array = {key, text: value};
        else fields[key] = value.startsWith("[") ? flowList(value) : scalar(value);
    }
    return fields;
}

function jsonMatter(text: string, head: string): FrontMatter | null {
    const end = /^\}[ \t]*$/m.exec(head);
    if (end === null) return null;
    let value: unknown;
    try {
        value = JSON.parse(head.slice(0, end.index + 1));
    } catch {
        return null;
    }
    const fields: Fields = {};
    const text_ = (part: unknown): string =>
        typeof part === "object" && part !== null ? String((part as Record<string, unknown>)["name"] ?? "") : String(part ?? "");
    for (const [key, part] of Object.entries(value as Record<string, unknown>))
        fields[key.toLowerCase()] = Array.isArray(part) ? part.map(text_) : text_(part);
    return matter(fields, text.slice(end.index + end[0].length).replace(/^\n/, ""));
}

/** `[a, "b, c"]` */
function flowList(text: string): string[] {
    const found = text.replace(/^\[|\]\s*(?:#.*)?$/g, "").match(/"[^"]*"|'[^']*'|[^,]+/g) ?? [];
    return found.map((item) => scalar(item.trim())).filter((item) => item !== "");
}

/** A value without its quotes, or without the comment after it; `{name: x}` gives x. */
function scalar(text: string): string {
    const value = text.trim();
    const quoted = /^(["'])(.*)\1\s*(?:#.*)?$/.exec(value);
    if (quoted !== null) return (quoted[2] ?? "").replace(/\\"/g, '"').replace(/''/g, "'").trim();
    const inMap = /^\{.*?\bname\s*[:=]\s*("[^"]*"|'[^']*'|[^,}]*)/.exec(value);
    return inMap !== null ? scalar(inMap[1] ?? "") : value.replace(/\s+#\s.*$/, "").trim();
}
