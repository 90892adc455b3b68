import type {BriefInput, Composing, Kind} from "../../app/contract/index.ts";
import {createStore} from "../state/store.ts";

/** Content of the composer: one text for each field, kept while the kind changes. */
export type Composer = Readonly<Composing>;

export const emptyComposer: Composer = {
    kind: "email",
    to: "",
    subject: "",
    notes: "",
    message: "",
    texts: {reply: "", subject: "", headline: "", continue: ""}
};

export const composer = createStore<Composer>(emptyComposer);

export function change(part: Partial<Composer>): void {
    composer.set((now) => ({...now, ...part}));
}

export function changeText(kind: Exclude<Kind, "email">, text: string): void {
    composer.set((now) => ({...now, texts: {...now.texts, [kind]: text}}));
}

/** The brief of the composer's fields for its kind; empty fields are left out. */
export function briefOf({kind, to, subject, notes, message, texts}: Composer): BriefInput {
    const given = {to, subject, notes, message};
    const parts: Readonly<Record<Kind, Partial<BriefInput>>> = {
        email: {to: given.to, subject: given.subject, notes: given.notes},
        reply: {to: given.to, subject: given.subject, notes: texts.reply, message: given.message},
        subject: {text: texts.subject},
        headline: {text: texts.headline},
        continue: {subject: given.subject, text: texts.continue}
    };
    const filled = Object.entries(parts[kind]).filter(([, value]) => value !== undefined && value.trim() !== "");
    return {kind, ...Object.fromEntries(filled)};
}

/** Whether there is enough to draft from. */
export function isReady(brief: BriefInput): boolean {
    return Object.entries(brief).some(([key, value]) => key !== "kind" && key !== "to" && value !== "");
}
