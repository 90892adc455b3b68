import {z} from "zod";
import {composing, draftResult} from "../../app/contract/index.ts";
import type {DraftSummary, Handlers, KeptDraft} from "../../app/contract/index.ts";
import type {Brief} from "../../app/brief/brief.ts";
import {isLineKind} from "../../app/brief/kind.ts";
import {shorten} from "../../app/text/shorten.ts";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {learnedDraft} from "../library/learned-drafts.ts";
import type {SavedDraft} from "../store/drafts.ts";
import type {ApiServices} from "./services.ts";
import {readSettings} from "./settings.ts";
import {parseOr, safeParse} from "../../app/safe-parse.ts";

/** characters shown of a draft in the list, and around what a search found */
const beginning = 180;

/** Saved drafts with versions and search; the library learns from them if the user allows it. */
export function draftsHandlers({idiolect, librarySync}: ApiServices): Handlers<"drafts"> {
    const drafts = () => idiolect().library.store.drafts;
    return {
        "drafts.list": ({query}) => {
            const words = query.trim();
            return (words === "" ? drafts().list() : drafts().search(words)).map((draft) => summarise(draft, words));
        },
        "drafts.composing": () => parseOr(composing.nullable(), drafts().composing, null),
        "drafts.keepComposing": async ({composing: now}) => {
            await drafts().keepComposing(now);
            return {};
        },
        "drafts.keepWritten": async ({id, brief, result}) => {
            // the window may send this before it learns that a text was removed or that everything was erased
            const {history} = idiolect().library;
            const influences = (
                await Promise.all(result.influences.map(async (each) => ((await history.item(each.id)) === null ? [] : [each])))
            ).flat();
            const kept = await drafts().keepWritten(
                id,
                plainBrief(brief),
                result.text,
                z.json().parse(draftResult.parse({...result, influences}))
            );
            return {id: kept.id};
        },
        "drafts.keepOnScreen": async ({ids}) => {
            await drafts().keepOnScreen(ids);
            return {};
        },
        "drafts.onScreen": () =>
            drafts().onScreen.flatMap(({id, brief, result}) => {
                // entries of an older version that cannot be parsed stay in the list of drafts
                const read = safeParse(draftResult, result);
                return read.success ? [{id, brief, result: read.data}] : [];
            }),
        "drafts.take": async ({id}) => {
            await drafts().take(id);
            return {};
        },
        "drafts.open": ({id}) => {
            const draft = drafts().get(id);
            return draft === null ? null : viewDraft(draft);
        },
        "drafts.create": async ({brief, text}) => viewDraft(await drafts().save(plainBrief(brief), text)),
        "drafts.save": async ({id, text, why}) => {
            await drafts().addVersion(id, text, why);
            return {};
        },
        "drafts.versions": ({id}) =>
            (drafts().get(id)?.versions ?? []).map(({text, made, origin}) => ({at: made, text, why: origin})).toReversed(),
        "drafts.remove": async ({id}) => {
            await drafts().remove(id);
            return {};
        },
        "drafts.used": async ({id, brief, text}) => {
            if (!readSettings(idiolect()).learnFromEdits || text.trim() === "") return {learned: false};
            const saved = id === null ? await drafts().save(plainBrief(brief), text) : drafts().get(id);
            if (saved === null) throw new UserError(say("draft.not-kept"));
            // learned drafts are written to the store, so that a rebuilt index learns them again from there
            await drafts().addVersion(saved.id, text, "edit");
            const {brief: kept, changed} = await drafts().accept(saved.id, true);
            await idiolect().library.learn(learnedDraft(saved.id, kept, text, changed));
            librarySync.changed();
            return {learned: true};
        }
    };
}

function viewDraft({id, brief, versions, made, changed}: SavedDraft): KeptDraft {
    return {id, brief, text: versions.at(-1)?.text ?? "", written: versions[0]?.text ?? "", created: made, changed};
}

function summarise({id, brief, versions, changed, taken}: SavedDraft, query: string): DraftSummary {
    const text = versions.at(-1)?.text ?? "";
    const isLine = isLineKind(brief.kind);
    const title = isLine ? text : (brief.subject ?? brief.to ?? brief.notes?.split(/[;\n]/)[0] ?? "");
    return {
        id,
        kind: brief.kind,
        title: shorten(title, 90),
        beginning: shorten(isLine ? (brief.text ?? "") : text, beginning),
        changed,
        taken,
        found: query === "" ? null : around(text, query)
    };
}

/** The words around the first match of one of the query's words. */
function around(text: string, query: string): string | null {
    const lower = text.toLocaleLowerCase();
    const at = query
        .toLocaleLowerCase()
        .split(/\s+/)
        .map((word) => lower.indexOf(word))
        .filter((place) => place >= 0)
        .toSorted((a, b) => a - b)[0];
    if (at === undefined) return null;
    const from = Math.max(0, at - beginning / 3);
    return `${from > 0 ? "…" : ""}${shorten(text.slice(from), beginning)}`;
}

function plainBrief(brief: KeptDraft["brief"]): Brief {
    return Object.fromEntries(Object.entries(brief).filter(([, value]) => value !== undefined)) as unknown as Brief;
}
