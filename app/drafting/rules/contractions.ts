import {capitalLike} from "../../text/capital.ts";

const longForms: readonly (readonly [RegExp, string])[] = [
    [/\bwon['’]t\b/gi, "will not"],
    [/\bcan['’]t\b/gi, "cannot"],
    [/\bshan['’]t\b/gi, "shall not"],
    [/n['’]t\b/gi, " not"],
    [/['’]re\b/gi, " are"],
    [/['’]ve\b/gi, " have"],
    [/['’]ll\b/gi, " will"],
    [/\bI['’]m\b/g, "I am"],
    [/\bi['’]m\b/g, "i am"],
    [/\b(it|that|there|here|he|she|what|who|where)['’]s\b/gi, "$1 is"],
    [/\blet['’]s\b/gi, "let us"]
];

/** don't → do not, and so on; the first letter's case is kept. */
export function expandContractions(text: string): string {
    return longForms.reduce(
        (expanded, [pattern, long]) =>
            expanded.replace(pattern, (match: string, ...groups: unknown[]) => {
                const plain = typeof groups[0] === "string" ? long.replace("$1", groups[0]) : long;
                return capitalLike(match, plain);
            }),
        text
    );
}
