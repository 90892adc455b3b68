import {randomUUID} from "node:crypto";
import {z} from "zod";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {kinds} from "../../app/brief/kind.ts";
import type {Brief} from "../../app/brief/brief.ts";
import type {JsonStore} from "./json-store.ts";

const briefSchema = z.object({
    kind: z.enum(kinds),
    to: z.string().optional(),
    subject: z.string().optional(),
    notes: z.string().optional(),
    text: z.string().optional(),
    message: z.string().optional()
});

const versionSchema = z.object({
    text: z.string(),
    /** ISO 8601 */
    made: z.string(),
    /** the model's text, the user's edit of it, or a revision of a selection */
    origin: z.enum(["model", "edit", "revision"])
});

const draftSchema = z.object({
    id: z.string(),
    brief: briefSchema,
    /** oldest first; the last one is the draft's current text */
    versions: z.array(versionSchema).min(1),
    made: z.string(),
    changed: z.string(),
    /** the user accepted it: the persona learns from it */
    accepted: z.boolean(),
    /** false: generated on the screen and not accepted by the user, who can still find it here */
    taken: z.boolean().default(true),
    /** what the window showed about the draft when it was generated, in the window's format */
    result: z.json().default(null)
});

export const draftsSchema = z.object({
    drafts: z.array(draftSchema),
    /** content of the window's composer, in the window's format */
    composing: z.json().default(null),
    /** ids of the drafts on the writing screen */
    onScreen: z.array(z.string()).default([])
});
export const draftsVersion = 1;
export const initialDrafts: z.output<typeof draftsSchema> = {drafts: [], composing: null, onScreen: []};

export type SavedDraft = Readonly<z.output<typeof draftSchema>>;
export type DraftVersion = z.output<typeof versionSchema>;

/** versions kept of one draft; the oldest edits are dropped first, the model's original text stays */
const versionLimit = 100;
/** drafts kept that the user did not accept; the oldest are dropped first, those on the screen stay */
const writtenLimit = 200;

/** Drafts that the user saved, with their versions. */
export interface Drafts {
    list(): readonly SavedDraft[];
    get(id: string): SavedDraft | null;
    /** Saves a new draft and returns it. */
    save(brief: Brief, text: string, origin?: DraftVersion["origin"]): Promise<SavedDraft>;
    /** Adds a version; a text equal to the last one adds nothing. */
    addVersion(id: string, text: string, origin: DraftVersion["origin"]): Promise<SavedDraft>;
    /** Saves a generated draft that was not accepted yet; with `id`, the new state of a saved one. */
    keepWritten(id: string | null, brief: Brief, text: string, result: z.core.util.JSONType): Promise<SavedDraft>;
    /** Marks a generated draft as accepted by the user. */
    take(id: string): Promise<SavedDraft>;
    /** ids of the texts of the history that are recorded as influences of a draft */
    readonly influences: ReadonlySet<string>;
    /** Removes titles and passages of texts that are no longer in the history. */
    forgetInfluences(isKnown: (id: string) => boolean): Promise<void>;
    /** drafts on the writing screen, in order; removed ones are left out */
    readonly onScreen: readonly SavedDraft[];
    keepOnScreen(ids: readonly string[]): Promise<void>;
    accept(id: string, accepted: boolean): Promise<SavedDraft>;
    remove(id: string): Promise<void>;
    /** Drafts that contain all words of the query in text, subject, recipient or notes; newest change first. */
    search(query: string): readonly SavedDraft[];
    /** content of the window's composer; null: none was saved */
    readonly composing: unknown;
    keepComposing(composing: z.core.util.JSONType): Promise<void>;
}

export function draftsIn(store: JsonStore<z.output<typeof draftsSchema>>): Drafts {
    const newestFirst = () => [...store.value.drafts].sort((a, b) => b.changed.localeCompare(a.changed) || a.id.localeCompare(b.id));

    const change = async (id: string, edit: (draft: z.output<typeof draftSchema>) => void): Promise<SavedDraft> => {
        if (!store.value.drafts.some((draft) => draft.id === id)) throw new UserError(say("draft.not-saved"));
        await store.update((data) => {
            const draft = data.drafts.find((candidate) => candidate.id === id);
            if (draft) edit(draft);
        });
        const changed = store.value.drafts.find((draft) => draft.id === id);
        if (!changed) throw new UserError(say("draft.removed-meanwhile"));
        return changed;
    };

    const fresh = (brief: Brief, text: string, origin: DraftVersion["origin"]): z.output<typeof draftSchema> => {
        const now = new Date().toISOString();
        return {
            id: randomUUID(),
            brief: {...brief},
            versions: [{text, made: now, origin}],
            made: now,
            changed: now,
            accepted: false,
            taken: true,
            result: null
        };
    };

    return {
        get composing() {
            return store.value.composing;
        },
        keepComposing: (composing) =>
            store.update((data) => {
                data.composing = composing;
            }),
        list: newestFirst,
        get: (id) => store.value.drafts.find((draft) => draft.id === id) ?? null,
        async save(brief, text, origin = "model") {
            const draft = fresh(brief, text, origin);
            await store.update((data) => {
                data.drafts.push(draft);
            });
            return draft;
        },
        async keepWritten(id, brief, text, result) {
            if (id !== null)
                return change(id, (draft) => {
                    addVersion(draft, text, "edit");
                    draft.result = result;
                });
            const draft = {...fresh(brief, text, "model"), taken: false, result};
            await store.update((data) => {
                data.drafts.push(draft);
                const surplus = data.drafts.filter(({id: each, taken}) => !taken && !data.onScreen.includes(each)).slice(0, -writtenLimit);
                if (surplus.length > 0) data.drafts = data.drafts.filter((each) => !surplus.includes(each));
            });
            return draft;
        },
        take: (id) =>
            change(id, (draft) => {
                draft.taken = true;
            }),
        get influences() {
            return new Set(store.value.drafts.flatMap(({result}) => influencesOf(result).map(({id}) => id)));
        },
        async forgetInfluences(isKnown) {
            if (!store.value.drafts.some(({result}) => influencesOf(result).some(({id}) => !isKnown(id)))) return;
            await store.update((data) => {
                for (const draft of data.drafts)
                    if (influencesOf(draft.result).length > 0)
                        draft.result = {
                            ...(draft.result as object),
                            influences: influencesOf(draft.result).filter(({id}) => isKnown(id))
                        } as z.core.util.JSONType;
            });
        },
        get onScreen() {
            return store.value.onScreen.flatMap((id) => store.value.drafts.find((draft) => draft.id === id) ?? []);
        },
        keepOnScreen: (ids) =>
            store.update((data) => {
                data.onScreen = [...ids];
            }),
        addVersion: (id, text, origin) => change(id, (draft) => addVersion(draft, text, origin)),
        accept: (id, accepted) =>
            change(id, (draft) => {
                draft.accepted = accepted;
                if (accepted) draft.taken = true;
            }),
        async remove(id) {
            await store.update((data) => {
                data.drafts = data.drafts.filter((draft) => draft.id !== id);
            });
        },
        search(query) {
            const words = query
                .toLocaleLowerCase()
                .split(/\s+/)
                .filter((word) => word !== "");
            return newestFirst().filter((draft) => {
                const hay = [
                    draft.versions.at(-1)?.text,
                    draft.brief.subject,
                    draft.brief.to,
                    draft.brief.notes,
                    draft.brief.text,
                    draft.brief.message
                ]
                    .join("\n")
                    .toLocaleLowerCase();
                return words.every((word) => hay.includes(word));
            });
        }
    };
}

/** Ids in a result in the window's format; none if it has another format. */
function influencesOf(result: unknown): readonly {readonly id: string}[] {
    const {influences} = ((typeof result === "object" ? result : null) as {influences?: unknown} | null) ?? {};
    return Array.isArray(influences)
        ? influences.filter((each): each is {id: string} => typeof (each as {id?: unknown} | null)?.id === "string")
        : [];
}

function addVersion(draft: z.output<typeof draftSchema>, text: string, origin: DraftVersion["origin"]): void {
    if (draft.versions.at(-1)?.text === text) return;
    const now = new Date().toISOString();
    draft.versions.push({text, made: now, origin});
    if (draft.versions.length > versionLimit) draft.versions.splice(1, draft.versions.length - versionLimit);
    draft.changed = now;
}
