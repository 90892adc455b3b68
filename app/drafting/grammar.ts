import {splitLetter} from "../persona/letter.ts";
import {sentencesOf} from "../text/words.ts";
import {pattern} from "../text/pattern.ts";
import {capitalLike} from "../text/capital.ts";

/*
 * Forms that small models write and that are wrong in every letter, whoever's habits it has: "When does the tax be due?", "Could you be
 * able to come?", "Not to call her that." English only.
 */

/** "does the van's tax be due": "be" in the place of a full verb. After "to" or "not", and before a verb in -ing, it may be right. */
const doesBe = pattern("giu")`
    (?<!\p{L})(do|does) (?!not )
    ((?:(?!(?:to|have|has|need|needs|want|wants|let|make) )[\p{L}\p{N}'’-]+ ){1,6})be (?=\p{L})`;
const couldBeAble = /(?<!\p{L})(?:can|could) (you|he|she|they|we|i|\p{Lu}\p{Ll}+) be able to(?!\p{L})/giu;
/** "Can you find the form attached?" of "tell them to find the form attached" asks whether somebody can see it */
const findAttached = pattern("giu")`
    (?<!\p{L})(?:can|could|will|would) you (?:please )?find ((?:[^.?!\n]{1,80} )?(?:attached|enclosed|below)(?: [^.?!\n]{1,80})?)\?`;
/** the end of "tell her not to call me", copied as a sentence */
const notTo = /^(\P{L}*)not to (?=\p{Ll})/iu;
const tellNotTo = pattern("iu")`
    (?<!\p{L})(?:tell|ask|remind|warn|beg|let) (?:\p{L}[\p{L}'’-]* ){1,3}not to (?=\p{L})`;

/**
 * The letter with these forms put right; everything else stays.
 * @param notes the brief's, which show whether "not to" is a request
 */
export function withRightForms(letter: string, notes: string): string {
    const {body} = splitLetter(letter);
    if (body === "") return letter;
    let right = body
        .replace(
            doesBe,
            (_, does: string, subject: string) => capitalLike(does, does.toLowerCase() === "do" ? "are" : "is") + ` ${subject}`
        )
        .replace(findAttached, (match, what: string) => `${capitalLike(match, "please")} find ${what}.`)
        .replace(couldBeAble, (match, subject: string) => `${capitalLike(match, "would")} ${subject} be able to`);
    if (tellNotTo.test(notes))
        for (const sentence of sentencesOf(right))
            if (notTo.test(sentence))
                right = right.replace(sentence, () =>
                    sentence.replace(notTo, (match, marks: string) => `${marks}${capitalLike(match.slice(marks.length), "don't")} `)
                );
    return right === body ? letter : letter.replace(body, () => right);
}
