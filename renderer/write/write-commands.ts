import {kinds, standardSettings} from "../../app/contract/index.ts";
import type {Messages} from "../language/messages.ts";
import type {Command} from "../shell/commands.ts";
import {composeMail, copyRich, copyText} from "../state/clipboard.ts";
import {client} from "../state/client.ts";
import {changeSettings, settings} from "../state/main-state.ts";
import {attempt, notify} from "../state/notices.ts";
import {goTo} from "../state/route.ts";
import {briefOf, change, composer, emptyComposer, isReady} from "./composer.ts";
import {quotedReply} from "./reply-quote.ts";
import {clear, draftAll, draftInstead, moreLike, slots, stop, stopAll, writing} from "./session.ts";
import type {DraftingOrder, Slot} from "./session.ts";
import {showDraft, shownDraft} from "./shown-draft.ts";

/** The drafting request of the current composer and sliders. */
function orderNow(): DraftingOrder {
    return {brief: briefOf(composer.get()), controls: settings.get().controls, persona: true};
}

export function draftNow(): void {
    const order = orderNow();
    if (isReady(order.brief)) draftAll(order, settings.get().drafts);
}

/** ms in which clearing can be undone */
const undoFor = 20_000;

/** Clears the composer and resets the sliders; one click restores fields, drafts and sliders. */
export function newText(m: Messages): void {
    const before = composer.get();
    const {controls} = settings.get();
    const putBack = clear();
    composer.set({...emptyComposer, kind: before.kind});
    void changeSettings({controls: standardSettings.controls});
    const run = (): void => {
        composer.set(before);
        putBack();
        void changeSettings({controls});
    };
    notify(m.write.cleared, {undo: {label: m.undo, run}, stay: undoFor});
}

/** Copies a draft; if the user allows it, it becomes part of the history. */
export function copyDraft(slot: Slot, m: Messages): Promise<void> {
    return copyAs(slot, m, copyText);
}

/** Copies a reply with the message that it answers quoted below it, plain and formatted. */
export function copyReply(slot: Slot, m: Messages): Promise<void> {
    const {message = "", to = ""} = slot.brief;
    const quoted = quotedReply(slot.text.shown.get(), message, m.write.wrote(to.replace(/\s*<[^<>]*>\s*$/, "").trim() || null));
    return copyAs(slot, m, () => copyRich(quoted.text, quoted.html));
}

async function copyAs(slot: Slot, m: Messages, copy: (text: string) => Promise<void>): Promise<void> {
    const text = slot.text.shown.get();
    await attempt(async () => {
        await copy(text);
        const {learned} = await client.call("drafts.used", {id: slot.state.get().id, brief: slot.brief, text});
        notify(learned ? `${m.copied} ${m.learnedFromEdit}` : m.copied);
    });
}

/** Opens a draft in the editor, where it is saved from then on. */
export async function editDraft(slot: Slot): Promise<void> {
    await attempt(async () => {
        const text = slot.text.shown.get();
        const {id} = slot.state.get();
        if (id !== null && (await client.call("drafts.open", {id})) !== null) {
            await client.call("drafts.take", {id});
            goTo({screen: "edit", id});
            return;
        }
        const kept = await client.call("drafts.create", {brief: slot.brief, text});
        goTo({screen: "edit", id: kept.id});
    });
}

export function anotherDraft(slot: Slot): void {
    draftInstead(slot, {...orderNow(), brief: slot.brief});
}

export function moreLikeDraft(slot: Slot): void {
    moreLike(slot, {...orderNow(), brief: slot.brief}, settings.get().drafts);
}

export async function mailDraft(slot: Slot): Promise<void> {
    const {to = "", subject = ""} = slot.brief;
    await attempt(() => composeMail(to, subject, slot.text.shown.get()));
}

/** All commands of the writing screen. */
export function writeCommands(
    m: Messages,
    drafts: readonly Slot[],
    {showWhy, editRules}: {showWhy(slot: Slot): void; editRules(): void}
): readonly Command[] {
    const strength = (by: number): void => {
        const {controls} = settings.get();
        void changeSettings({
            controls: {...controls, strength: Math.min(1.6, Math.max(0, Math.round((controls.strength + by) * 10) / 10))}
        });
    };
    return [
        {
            id: "draft",
            title: m.commands.draft,
            keys: "Mod+Enter",
            run: () => {
                if (writing.get() === 0) draftNow();
            }
        },
        {id: "stop", title: m.commands.stop, keys: "Escape", run: stopAll},
        {id: "new", title: m.commands.newText, keys: "Alt+N", run: () => newText(m)},
        ...kinds.map((kind): Command => ({id: `kind-${kind}`, title: m.commands.kind(m.kinds[kind]), run: () => change({kind})})),
        {id: "strength-up", title: m.commands.strengthUp, keys: "Alt+ArrowUp", run: () => strength(0.2)},
        {id: "strength-down", title: m.commands.strengthDown, keys: "Alt+ArrowDown", run: () => strength(-0.2)},
        {id: "rules", title: m.commands.rules, keys: "Alt+R", run: editRules},
        ...shownCommands(m, drafts),
        ...drafts.flatMap((slot, i) => draftCommands(m, slot, i + 1, showWhy))
    ];
}

/** Keys for the selected draft. */
function shownCommands(m: Messages, drafts: readonly Slot[]): readonly Command[] {
    const withShown = (run: (slot: Slot) => unknown) => (): void => {
        const slot = shownDraft(drafts);
        if (slot !== null) run(slot);
    };
    return [
        {
            id: "copy",
            title: m.commands.copy,
            keys: "Mod+Shift+Enter",
            enabled: drafts.length > 0,
            run: withShown((slot) => copyDraft(slot, m))
        },
        {
            id: "copy-reply",
            title: m.write.copyReply,
            enabled: drafts.some(({brief}) => brief.message),
            run: withShown((slot) => copyReply(slot, m))
        },
        {id: "edit", title: m.commands.edit, keys: "Mod+E", enabled: drafts.length > 0, run: withShown(editDraft)}
    ];
}

function draftCommands(m: Messages, slot: Slot, n: number, showWhy: (slot: Slot) => void): readonly Command[] {
    return [
        {id: `show-${n}`, title: m.commands.showDraft(n), keys: `Alt+${n}`, run: () => showDraft(slot)},
        {id: `copy-${n}`, title: m.commands.copyDraft(n), run: () => void copyDraft(slot, m)},
        {id: `edit-${n}`, title: m.commands.editDraft(n), run: () => void editDraft(slot)},
        {id: `why-${n}`, title: m.commands.whyDraft(n), run: () => showWhy(slot)},
        {id: `again-${n}`, title: m.commands.againDraft(n), run: () => anotherDraft(slot)},
        {id: `more-${n}`, title: m.commands.moreDraft(n), run: () => moreLikeDraft(slot)},
        {id: `stop-${n}`, title: m.commands.stopDraft(n), run: () => stop(slot)},
        {id: `mail-${n}`, title: m.commands.mailDraft(n), run: () => void mailDraft(slot)}
    ];
}

/** Whether `slot` is still on the screen. */
export function isShown(slot: Slot): boolean {
    return slots.get().includes(slot);
}
