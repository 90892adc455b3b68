/** Limits a trained persona so that drafts with it lose no content. */
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import type {TunedPersona} from "../../app/persona/tuned-persona.ts";
import type {OwnPair} from "../../app/training/own-pairs.ts";
import type {Content, VoiceExamples, VoiceParts} from "./voice-examples.ts";

/** shares of the way from the start to the trained vectors that are tried in turn, smaller ones if drafts omit more with a larger */
const shares = [1, 0.75, 0.5] as const;
/** kept-out letters that are drafted to check their content; each costs a draft per share that is tried */
const mostDrafted = 12;
/** share of the notes that may be mentioned less, and at least one note and one draft: a single one may be chance */
const tolerated = 0.03;

/** The persona does more harm than good; training on the same texts again would give the same result. */
export class NotKept extends UserError {}

type Measures = Pick<VoiceExamples, "content" | "loss">;

export interface Chosen {
    readonly share: number;
    readonly parts: VoiceParts;
    readonly loss: number;
    readonly content: TunedPersona["content"];
}

/** Limits a trained persona so that drafts with it lose no content. */
export class ContentGuard {
    readonly #maker: Measures;
    readonly #keptOut: readonly OwnPair[];
    readonly #letters: readonly OwnPair[];
    readonly #loss: number;
    #plain: Content | null = null;

    /** @param loss nats a token on the kept-out texts without a persona */
    constructor(maker: Measures, keptOut: readonly OwnPair[], loss: number) {
        this.#maker = maker;
        this.#keptOut = keptOut;
        this.#letters = keptOut.filter(({brief}) => brief.notes !== undefined).slice(-mostDrafted);
        this.#loss = loss;
    }

    /**
     * The largest share of the trained change with which drafts for the kept-out letters' briefs mention their notes, and reach their end,
     * as often as without it; one that does not may be chance.
     * @throws {NotKept} if there is none, or the kept-out texts are no more likely with it
     */
    async choose(what: "persona" | "LoRA", partsAt: (share: number) => VoiceParts, signal?: AbortSignal): Promise<Chosen> {
        const plain = (this.#plain ??= await this.#maker.content(this.#letters, {}, signal));
        const named = say(what === "LoRA" ? "training.lora" : "training.persona");
        let worst: Content = plain;
        for (const share of shares) {
            const parts = partsAt(share);
            const content = await this.#maker.content(this.#letters, parts, signal);
            worst = content;
            // a model that mentions no notes even without a persona, such as one with random weights, cannot lose any
            if (plain.said > 0 && (content.ended < plain.ended - 1 || content.said < plain.said - Math.max(1, tolerated * plain.notes)))
                continue;
            const loss = await this.#maker.loss(this.#keptOut, parts, signal);
            if (loss >= this.#loss) throw new NotKept(say("training.no-better", {what: named}));
            return {share, parts, loss, content: plain.notes === 0 ? null : {notes: plain.notes, before: plain.said, after: content.said}};
        }
        throw new NotKept(
            worst.ended < plain.ended - 1
                ? say("training.no-end", {what: named})
                : say("training.says-less", {what: named, said: worst.said, notes: plain.notes, before: plain.said})
        );
    }
}
