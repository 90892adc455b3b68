import {habitMean, type Habits} from "../persona/habits.ts";
import {splitLetter} from "../persona/letter.ts";
import {hasOpenEnd, isOpenLine, isText} from "../persona/open-ends.ts";
import {pattern} from "../text/pattern.ts";
import {sentencesOf} from "../text/words.ts";

/*
 * The mark at the end of a letter's paragraphs. Notes are typed without it, and the model, which follows their wording, sometimes leaves it
 * out where the sign-off comes next.
 */

/** share of the author's paragraphs without an end mark from which on that is their way of writing */
const habitual = 0.4;
const address = /(?:[/@\\]|\p{L}\.\p{L}|:\S)\S*$/u;
/** the beginning of a question; "Do call", "Have a look" and "Should you need it, call" are none */
const question = pattern("iu")`
    ^(?:(?:and|but|so|also|please)[,\s]+)*(?:
    (?:can|could|would|will|shall|am|is|are|has|did|does|do|have|(?:should|may|was|were)(?!.*,))\s
    (?:you|we|i|he|she|they|there)(?!\p{L})
    |(?:how|what)\s(?:about|if)(?!\p{L})
    |(?:kann|können|kannst|könnte|könnten|könntest|soll|sollen|darf|dürfen|wollen|willst)\s
    (?:ich|du|wir|sie|er|man)(?!\p{L})(?!.*,))`;

/**
 * A letter whose paragraphs end with a mark, for an author whose do, and whose questions with theirs. Lists, links and lines of few words
 * keep their ends.
 * @param habits null: not known
 */
export function withEndMarks(text: string, habits: Pick<Habits, "measures"> | null): string {
    if (habits !== null && (habitMean(habits, "openEnds") ?? 0) >= habitual) return text;
    const {body} = splitLetter(text);
    const at = text.lastIndexOf(body);
    if (body === "" || at === -1) return text;
    const ended = body.split(/(\n\s*\n)/).map((paragraph) => {
        const whole = isText(paragraph) ? withMarkedLines(paragraph) : paragraph;
        return hasOpenEnd(whole) && !address.test(whole.trimEnd()) ? closed(whole) : whole;
    });
    return text.slice(0, at) + withQuestionMarks(ended.join("")) + text.slice(at + body.length);
}

/** "Did you hear from them." is a question. */
function withQuestionMarks(body: string): string {
    return sentencesOf(body).reduce(
        (text, sentence) =>
            /[^.]\.$/u.test(sentence) && question.test(sentence) ? text.replace(sentence, () => `${sentence.slice(0, -1)}?`) : text,
        body
    );
}

/** A line that ends where the next one begins with a capital was a sentence too. */
function withMarkedLines(paragraph: string): string {
    const lines = paragraph.split("\n");
    return lines
        .map((line, index) =>
            isOpenLine(line) && /^\s*\p{Lu}/u.test(lines[index + 1] ?? "") && !address.test(line.trimEnd()) ? closed(line) : line
        )
        .join("\n");
}

function closed(paragraph: string): string {
    const whole = paragraph.trimEnd();
    const sentence = whole.split(/[.!?…]["'”’)]*\s+|\n/u).at(-1) ?? whole;
    return `${whole}${question.test(sentence) ? "?" : "."}`;
}
