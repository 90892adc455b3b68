import type {Brief} from "../../brief/brief.ts";

/*
 * The instruction for a chat model for each kind of writing, as the text of one user turn. The lab trains the model that ships on exactly
 * these turns (`lab/pairs.ts` calls this file), so a change here no longer matches that model's training.
 */

/** The system turn for models whose chat template has no default one. */
export const systemText = "You write for the user, in the user's own voice. Answer with the text alone.";

/** Contents of a turn besides the brief. */
export interface TurnOptions {
    /** the signature to use, e.g. `Cheers, Ann`; one line */
    readonly signature?: string | null;
    /** approximate number of words; rounded by `roundedWords` */
    readonly words?: number | null;
}

/** The single notes, which are separated by lines or semicolons. */
export function notePhrases(notes: string | undefined): readonly string[] {
    return (notes ?? "")
        .split(/[\n;]+/)
        .map((phrase) => phrase.replace(/^\s*[-*•]\s+/, "").trim())
        .filter((phrase) => phrase !== "");
}

/** The user turn of a brief: an instruction, the text it works on, and the notes last, next to the answer. Empty fields are left out. */
export function userTurn(brief: Brief, {signature = null, words = null}: TurnOptions = {}): string {
    const text = brief.text?.trim() ?? "";
    switch (brief.kind) {
        case "headline":
            return `Write a headline for this article${details({words})}.\n\n${text}`;
        case "subject":
            return `Write a subject line for this e-mail${details({words})}.\n\n${text}`;
        case "continue":
            return [`Go on with this text${details({subject: brief.subject, signature, words})}.`, noteList(brief.notes), text]
                .filter(Boolean)
                .join("\n\n");
        case "email":
            return [`Write an e-mail${details({to: brief.to, subject: brief.subject, signature, words})}.`, noteList(brief.notes)]
                .filter(Boolean)
                .join("\n\n");
        case "reply":
            return [
                `Write a reply${details({to: brief.to, subject: brief.subject, signature, words})} to this message:`,
                brief.message?.trim() ?? "",
                noteList(brief.notes)
            ]
                .filter(Boolean)
                .join("\n\n");
    }
}

/** The user turn that asks for a change of a text; `instruction` is a sentence such as `Make it shorter.` */
export function revisionTurn(instruction: string, text: string): string {
    return `${instruction} Keep the facts.\n\n${text.trim()}`;
}

/** Word counts as a turn states them: to the nearest five up to fifty, then to the nearest ten; at least five. */
function roundedWords(words: number): number {
    return words <= 50 ? Math.max(5, Math.round(words / 5) * 5) : Math.round(words / 10) * 10;
}

function details({
    to,
    subject,
    signature,
    words
}: TurnOptions & {readonly to?: string | undefined; readonly subject?: string | undefined}): string {
    const said = [
        filled(to) ? ` to ${to.trim()}` : "",
        filled(subject) ? ` with the subject "${subject.trim()}"` : "",
        filled(signature) ? ` signed "${signature.trim()}"` : "",
        words == null ? "" : ` in about ${roundedWords(words)} words`
    ];
    return said.join("");
}

function noteList(notes: string | undefined): string {
    const phrases = notePhrases(notes);
    return phrases.length === 0 ? "" : `Say:\n${phrases.map((phrase) => `- ${phrase}`).join("\n")}`;
}

function filled(field: string | null | undefined): field is string {
    return field != null && field.trim() !== "";
}
