/**
 * A regular expression over several lines: the source as in a literal, without the line breaks and the white space around them. Values are
 * parts of the source. Compiled where it stands, so it belongs outside of functions.
 */
export function pattern(flags: string): (lines: TemplateStringsArray, ...parts: readonly string[]) => RegExp {
    return (lines, ...parts) => new RegExp(String.raw(lines, ...parts).replace(/\s*\n\s*/g, ""), flags);
}
