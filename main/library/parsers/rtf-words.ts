/* The control words of RTF that matter for running text, after Microsoft's RTF specification 1.9.1. */

/** destinations whose text is not the document's; those marked `\*` are left out unless they are in `shownDestinations` */
const silentDestinations = new Set([
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "atnid",
    "atnauthor",
    "atndate",
    "atnicn",
    "atnref",
    "atntime",
    "atrfstart",
    "atrfend",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "xmlnstbl",
    "fldinst",
    "bkmkstart",
    "bkmkend",
    "filetbl",
    "revtbl",
    "nonshppict",
    "shpinst",
    "shprslt",
    "pgdsctbl",
    "mmathPr",
    "userprops",
    "nonesttables",
    "listtext",
    "pntext",
    "xe",
    "tc",
    "rxe",
    "bxe",
    "txe",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "do",
    "falt",
    "panose",
    "template",
    "objdata",
    "nesttableprops"
]);
/** text of boxes inside drawings, and the Unicode form of the text before it */
export const shownDestinations = new Set(["shptxt", "dptxbxtext", "ud"]);
export const symbols: Readonly<Record<string, string>> = {
    par: "\n",
    line: "\n",
    sect: "\n\n",
    page: "\n\n",
    column: "\n",
    row: "\n",
    nestrow: "\n",
    cell: "\t",
    nestcell: "\t",
    tab: "\t",
    emdash: "—",
    endash: "–",
    lquote: "‘",
    rquote: "’",
    ldblquote: "“",
    rdblquote: "”",
    bullet: "•",
    emspace: " ",
    enspace: " ",
    qmspace: " ",
    zwj: "\u200d",
    zwnj: "\u200c",
    "~": " ",
    _: "-"
};

/** A control word that changes the text or how it is read. */
export interface ControlWord {
    readonly name: string;
    /** the text that it stands for */
    readonly symbol: string | null;
    readonly isDestination: boolean;
}

/** words by the hash of their letters: creating a string for each word would take most of the time */
const wordsByHash = new Map<number, ControlWord>();
const otherWords = [
    "u",
    "uc",
    "f",
    "fcharset",
    "cpg",
    "ansicpg",
    "mac",
    "v",
    "deleted",
    "revised",
    "revauth",
    "author",
    "plain",
    "upr",
    "title",
    "creatim",
    "yr",
    "mo",
    "dy",
    "bin"
];
for (const name of [
    ...silentDestinations,
    ...shownDestinations,
    ...Object.keys(symbols).filter((word) => /[a-z]/.test(word)),
    ...otherWords
]) {
    const isDestination = silentDestinations.has(name) || shownDestinations.has(name);
    wordsByHash.set(hashOf(name), {name, symbol: symbols[name] ?? null, isDestination});
}

function hashOf(word: string): number {
    let hash = word.length;
    for (let at = 0; at < word.length; at++) hash = (Math.imul(hash, 31) + word.charCodeAt(at)) | 0;
    return hash;
}

/** The control word whose letters are at `from` up to `to`, or null if it does not affect the text. */
export function knownWord(bytes: Uint8Array, from: number, to: number): ControlWord | null {
    let hash = to - from;
    for (let at = from; at < to; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    const word = wordsByHash.get(hash);
    if (word === undefined || word.name.length !== to - from) return null;
    for (let at = from; at < to; at++) {
        if (word.name.charCodeAt(at - from) !== bytes[at]) return null;
    }
    return word;
}
