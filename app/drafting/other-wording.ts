import {splitLetter} from "../persona/letter.ts";
import {sentencesOf} from "../text/words.ts";
import {checkDraft, type CheckSources} from "./checks.ts";
import {bareWords} from "./turned-notes.ts";
import {capitalLike} from "../text/capital.ts";

/*
 * Drafts of short notes come out the same from a small model, whatever its seed, and further candidates as well. One that is a finished
 * draft again word by word is then worded otherwise by rules that change no fact: a request as a question, "thanks" for "thank you",
 * thanks at the end.
 */

type Rewording = (sentences: readonly string[]) => readonly string[];

const requestAsked: Rewording = (sentences) =>
    sentences.map((sentence) =>
        /[.!]$/u.test(sentence)
            ? sentence.replace(
                  /^(please) ([^,;:–—]+)[.!]$/iu,
                  (_, please: string, rest: string) => `${capitalLike(please, "could")} you ${rest}?`
              )
            : sentence.replace(
                  /^(could) you (?:please )?([^,;:–—]+)\?$/iu,
                  (_, could: string, rest: string) => `${capitalLike(could, "please")} ${rest}.`
              )
    );

const thanksOtherwise: Rewording = (sentences) =>
    sentences.map((sentence) =>
        /^thanks for /iu.test(sentence)
            ? sentence.replace(/^thanks/iu, (thanks) => capitalLike(thanks, "thank you"))
            : sentence.replace(/^thank you(?= for )/iu, (thanks) => capitalLike(thanks, "thanks"))
    );

const thanksLast: Rewording = (sentences) =>
    sentences.length > 1 && /^(?:thanks|thank you) for /iu.test(sentences[0] ?? "")
        ? [...sentences.slice(1), sentences[0] as string]
        : sentences;

const ways: readonly (readonly Rewording[])[] = [
    [requestAsked],
    [thanksOtherwise],
    [thanksLast],
    [requestAsked, thanksOtherwise],
    [requestAsked, thanksLast]
];

/** The draft, or the first other wording of it that none of the `others` has and that the checks rate no worse. */
export function withOtherWording(text: string, others: readonly string[], sources: CheckSources): string {
    const {kind} = sources.brief;
    const known = new Set(others.map(bareWords));
    if ((kind !== "email" && kind !== "reply") || !known.has(bareWords(text))) return text;
    const {body} = splitLetter(text);
    const sentences = sentencesOf(body);
    // paragraphs would be lost
    if (body.includes("\n")) return text;
    const faults = (draft: string): number => {
        const {unsupported, missingNotes, brokenRules} = checkDraft(draft, sources);
        return unsupported.length + missingNotes.length + brokenRules.length;
    };
    const before = faults(text);
    for (const way of ways) {
        const reworded = way.reduce<readonly string[]>((list, change) => change(list), sentences).join(" ");
        const other = text.replace(body, () => reworded);
        if (!known.has(bareWords(other)) && faults(other) <= before) return other;
    }
    return text;
}
