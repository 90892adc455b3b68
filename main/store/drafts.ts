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

type DraftRecord = z.output<typeof draftSchema>;
type DraftsStore = JsonStore<z.output<typeof draftsSchema>>;

/** The drafts of a home, in `drafts.json`. */
export class StoredDrafts implements Drafts {
    readonly #store: DraftsStore;

    constructor(store: DraftsStore) {
        this.#store = store;
    }

    get composing(): unknown {
        return this.#store.value.composing;
    }

    get influences(): ReadonlySet<string> {
        return new Set(this.#store.value.drafts.flatMap(({result}) => influencesOf(result).map(({id}) => id)));
    }

    get onScreen(): readonly SavedDraft[] {
        return this.#store.value.onScreen.flatMap((id) => this.get(id) ?? []);
    }

    list(): readonly SavedDraft[] {
        return this.#store.value.drafts.toSorted((a, b) => b.changed.localeCompare(a.changed) || a.id.localeCompare(b.id));
    }

    get(id: string): SavedDraft | null {
        return this.#store.value.drafts.find((draft) => draft.id === id) ?? null;
    }

    search(query: string): readonly SavedDraft[] {
        const words = query
            .toLocaleLowerCase()
            .split(/\s+/)
            .filter((word) => word !== "");
        return this.list().filter(({versions, brief}) => {
            const hay = [versions.at(-1)?.text, brief.subject, brief.to, brief.notes, brief.text, brief.message]
                .join("\n")
                .toLocaleLowerCase();
            return words.every((word) => hay.includes(word));
        });
    }

    async save(brief: Brief, text: string, origin: DraftVersion["origin"] = "model"): Promise<SavedDraft> {
        const draft = newDraft(brief, text, origin);
        await this.#store.update((data) => {
            data.drafts.push(draft);
        });
        return draft;
    }

    async keepWritten(id: string | null, brief: Brief, text: string, result: z.core.util.JSONType): Promise<SavedDraft> {
        if (id !== null)
            return this.#change(id, (draft) => {
                addVersion(draft, text, "edit");
                draft.result = result;
            });
        const draft = {...newDraft(brief, text, "model"), taken: false, result};
        await this.#store.update((data) => {
            data.drafts.push(draft);
            const surplus = data.drafts.filter(({id: each, taken}) => !taken && !data.onScreen.includes(each)).slice(0, -writtenLimit);
            if (surplus.length > 0) data.drafts = data.drafts.filter((each) => !surplus.includes(each));
        });
        return draft;
    }

    addVersion(id: string, text: string, origin: DraftVersion["origin"]): Promise<SavedDraft> {
        return this.#change(id, (draft) => addVersion(draft, text, origin));
    }

    take(id: string): Promise<SavedDraft> {
        return this.#change(id, (draft) => {
            draft.taken = true;
        });
    }

    accept(id: string, accepted: boolean): Promise<SavedDraft> {
        return this.#change(id, (draft) => {
            draft.accepted = accepted;
            if (accepted) draft.taken = true;
        });
    }

    async remove(id: string): Promise<void> {
        await this.#store.update((data) => {
            data.drafts = data.drafts.filter((draft) => draft.id !== id);
        });
    }

    async forgetInfluences(isKnown: (id: string) => boolean): Promise<void> {
        if (!this.#store.value.drafts.some(({result}) => influencesOf(result).some(({id}) => !isKnown(id)))) return;
        await this.#store.update((data) => {
            for (const draft of data.drafts)
                if (influencesOf(draft.result).length > 0)
                    draft.result = {
                        ...(draft.result as object),
                        influences: influencesOf(draft.result).filter(({id}) => isKnown(id))
                    } as z.core.util.JSONType;
        });
    }

    async keepOnScreen(ids: readonly string[]): Promise<void> {
        await this.#store.update((data) => {
            data.onScreen = [...ids];
        });
    }

    async keepComposing(composing: z.core.util.JSONType): Promise<void> {
        await this.#store.update((data) => {
            data.composing = composing;
        });
    }

    async #change(id: string, edit: (draft: DraftRecord) => void): Promise<SavedDraft> {
        if (this.get(id) === null) throw new UserError(say("draft.not-saved"));
        await this.#store.update((data) => {
            const draft = data.drafts.find((candidate) => candidate.id === id);
            if (draft) edit(draft);
        });
        const changed = this.get(id);
        if (changed === null) throw new UserError(say("draft.removed-meanwhile"));
        return changed;
    }
}

function newDraft(brief: Brief, text: string, origin: DraftVersion["origin"]): DraftRecord {
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
}

/** Ids in a result in the window's format; none if it has another format. */
function influencesOf(result: unknown): readonly {readonly id: string}[] {
    const {influences} = ((typeof result === "object" ? result : null) as {influences?: unknown} | null) ?? {};
    return Array.isArray(influences)
        ? influences.filter((each): each is {id: string} => typeof (each as {id?: unknown} | null)?.id === "string")
        : [];
}

function addVersion(draft: DraftRecord, text: string, origin: DraftVersion["origin"]): void {
    if (draft.versions.at(-1)?.text === text) return;
    const now = new Date().toISOString();
    draft.versions.push({text, made: now, origin});
    if (draft.versions.length > versionLimit) draft.versions.splice(1, draft.versions.length - versionLimit);
    draft.changed = now;
}
