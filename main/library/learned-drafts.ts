import type {SavedDraft} from "../store/drafts.ts";
import type {LearnedDraft} from "./library.ts";

/** weight of a text learned from an accepted draft: half of the user's own writing */
const learnedWeight = 0.5;

/** A draft as history: a headline's text becomes its title, and the article its text. */
export function learnedDraft(
    id: string,
    {kind, to, subject, text: given, message}: SavedDraft["brief"],
    text: string,
    date: string
): LearnedDraft {
    const common = {id, date, weight: learnedWeight, to: to === undefined || to === "" ? [] : [to]};
    switch (kind) {
        case "headline":
            return {...common, kind: "headline", title: text, text: given ?? "", message: null};
        case "subject":
            return {...common, kind: "email", title: text, text: given ?? "", message: null};
        case "continue":
            return {...common, kind: "continue", title: subject ?? null, text: `${given ?? ""}${text}`, message: null};
        case "email":
        case "reply":
            return {...common, kind, title: subject ?? null, text, message: message ?? null};
    }
}

/** The learned drafts of the drafts store, from which the index can be rebuilt. */
export function learnedDrafts(drafts: readonly SavedDraft[]): readonly LearnedDraft[] {
    return drafts
        .filter(({accepted}) => accepted)
        .flatMap(({id, brief, versions, changed}) => {
            const text = versions.at(-1)?.text ?? "";
            return text.trim() === "" ? [] : [learnedDraft(id, brief, text, changed)];
        });
}
