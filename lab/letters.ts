/**
 * Normalises real mails: unwraps lines, removes greeting and sign-off, extracts the recipient's name, cuts long mails at a paragraph.
 */
import {splitLetter} from "../app/persona/letter.ts";
import {pattern} from "../app/text/pattern.ts";

export interface Letter {
    /** the name in the greeting, or null */
    readonly to: string | null;
    readonly greeting: string | null;
    readonly body: string;
    readonly signOff: string | null;
}

const lineLength = 56;
const greetingInLine = pattern("u")`
    ^((?:(?:Hi|Hello|Hey|Dear|Good morning|Good afternoon)[ ,]+)?(?:(?:Mr|Mrs|Ms|Dr|Prof)\.? )?(?:\p{Lu}\p{L}+
    |all|All|everyone|team)(?: (?:\p{Lu}\p{L}+|and|&|all))*|Hi|Hello|Hey)(?: ?[,!:]|\.(?=\s)|\s?-{1,2}(?=\s))\s*
    (?=[\p{Lu}"(])`;
const notNames = pattern("u")`
    ^(?:Yes|No|Also|However|Thanks|Please|Well|So|Ok|OK|Okay|Sorry|Unfortunately|Actually|Sure|First|Second
    |Finally|Attached|Then|Again|And|But|FYI|Here|Note|Now|Anyway|Further|Furthermore|Moreover|Yesterday|Today
    |Currently|If|In|As|On|At|For|To|The|This|That|It|We|I|Hm+|Oh|Ah|Right|True|Question|Example|Steps?|Answer
    |Subject|Summary|Date|Time|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b`;
const closingInLine = pattern("u")`
    (?<=[.!?])\s+((?:Thanks(?: again| in advance| a lot)?|Thank you|Best(?: regards| wishes)?|Regards
    |Kind regards|Cheers|Sincerely|Yours)[,!.]?(?:\s+-*\s*\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*)?)?)\s*$`;

/** "Ken:", "Hi Thomas." or "Dear Gladys" on a line of its own */
const nameLine = pattern("u")`
    ^((?:(?:Hi|Hello|Hey|Dear)[ ,]+)(?:\p{Lu}[\p{L}.]*|all)(?: \p{Lu}[\p{L}.]*)?|\p{Lu}\p{Ll}+
    (?=\s?[:,-]{1,2}\s*\n))\s?[.:,-]{0,2}\s*\n+`;
/** "… by Tuesday. Rick": the writer's name behind the last sentence */
const nameAtEnd = /(?<=[.?!])\s+((?:-{1,2} ?)?(?:\p{Lu}\p{Ll}{1,9}|\p{Lu}{1,3})(?: \p{Lu}\.?| \p{Lu}\p{Ll}+)?)$/u;

export function letterOf(text: string, collection: string): Letter {
    const joined = unwrapped(text, collection).replace(nameLine, "$1,\n\n").replace(nameAtEnd, "\n\n$1");
    const found = greetingInLine.exec(joined);
    const separate =
        found === null || notNames.test(joined) || (found[1] as string).split(" ").length > 5
            ? joined
            : `${found[0].trim()}\n\n${joined.slice(found[0].length)}`;
    const {greeting, body, signOff} = splitLetter(separate.replace(closingInLine, "\n\n$1"));
    return {to: greeting === null ? null : nameIn(greeting), greeting, body: body.trim(), signOff};
}

/** Unwraps lines that a mail program has broken; lists and short lines are kept. */
function unwrapped(text: string, collection: string): string {
    const lines = text.split("\n").map((line) => line.trim());
    const out: string[] = [];
    for (const [index, line] of lines.entries()) {
        const before = lines[index - 1] ?? "";
        const isBullet = /^(?:[-*•>#|]|\d+[.)])\s?/u.test(line);
        const goesOn =
            index > 0 &&
            line !== "" &&
            before !== "" &&
            !isBullet &&
            (collection === "aeslc"
                ? before.split(" ").length > 3
                : before.length >= lineLength || (before.length >= 40 && /^\p{Ll}/u.test(line)));
        if (goesOn) out[out.length - 1] += ` ${line}`;
        else out.push(line);
    }
    return out
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
}

function nameIn(greeting: string): string | null {
    const name = greeting
        .replace(/^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b[\s,]*/iu, "")
        .replace(/[\s,!:.–-]+$/u, "")
        .trim();
    return name === "" ? null : name;
}

/** The body's paragraphs and sentences up to about `limit` characters. */
export function cutBody(body: string, limit: number): string {
    if (body.length <= limit) return body;
    const head = body.slice(0, limit);
    const paragraph = head.lastIndexOf("\n\n");
    if (paragraph > limit * 0.4) return head.slice(0, paragraph).trim();
    const sentence = Math.max(...[". ", "? ", "! ", ".\n"].map((mark) => head.lastIndexOf(mark)));
    return sentence > 40 ? head.slice(0, sentence + 1).trim() : "";
}
