/*
 * Checks that a function of a text takes time proportional to the text's length. Backtracking patterns are quadratic on long runs of one
 * character, which hostile and unusual files contain.
 */

/** Units of the long runs. */
export const units: readonly string[] = [
    " ",
    "\n",
    "\t",
    "\r",
    "\r\n",
    " \n",
    "\n ",
    "\u00a0",
    "a",
    "A",
    "é",
    "1",
    "a ",
    "A ",
    "Aa ",
    "1 ",
    "a\n",
    "A\n\n",
    "a, ",
    ", ",
    ",",
    "1,",
    "1.",
    ".",
    ". ",
    "...",
    "…",
    "!",
    "?",
    "?!",
    "! ",
    "-",
    "--",
    " -- ",
    "—",
    " — ",
    "–",
    "_",
    "=",
    "*",
    "'",
    "’",
    "a'",
    "a’",
    "a-",
    '"',
    "“",
    "”",
    "(",
    ")",
    "(a ",
    "[",
    "]",
    "<",
    ">",
    "> ",
    "|",
    ":",
    ": ",
    ";",
    "; ",
    ";a",
    "/",
    "\\",
    "@",
    "a@",
    "a.",
    "#",
    "😀",
    "\u200d",
    "\ufe0f",
    "😀\u200d",
    ":)",
    ": )",
    "Hi ",
    "Dear ",
    "On 1 ",
    "\nOn 1",
    "wrote: ",
    "no ",
    "I ",
    "I am ",
    "just ",
    "the fact ",
    "have ",
    "really  ",
    "<email>",
    "\u0001",
    "↑",
    "⇑",
    "İ"
];

/** Texts of about `length` characters: runs of a unit, alone and between other things. */
export function runsOf(unit: string, length: number): readonly string[] {
    const run = unit.repeat(Math.ceil(length / unit.length));
    return [run, `x${run}`, `x${run}x`, `Dear Ann,\n\nx${run}x\n\nBest,\nBo`, `x${run}\n`, `${run}.x`];
}

/** ms; what takes less at the larger length is not quadratic: that would be a second or more */
const noticeable = 200;
/** twice the length takes twice the time, or four times if quadratic; the limit between allows for a busy machine */
const mostGrowth = 3.1;
const tries = 4;

/**
 * The run over which `work` grows faster than its input, or null.
 * @param length characters; doubled for the comparison
 */
export function growsFaster(work: (text: string) => unknown, unit: string, length = 8_000): string | null {
    const small = runsOf(unit, length),
        large = runsOf(unit, 2 * length);
    for (const [at, text] of large.entries()) {
        if (timeOf(work, text) < noticeable) continue;
        let growth = Infinity;
        for (let i = 0; i < tries && growth > mostGrowth; i++)
            growth = Math.min(growth, timeOf(work, text) / timeOf(work, small[at] ?? ""));
        if (growth > mostGrowth) return `${JSON.stringify(unit)} in place ${at}: ${growth.toFixed(1)} times as long for twice the text`;
    }
    return null;
}

function timeOf(work: (text: string) => unknown, text: string): number {
    const began = performance.now();
    work(text);
    return performance.now() - began;
}
