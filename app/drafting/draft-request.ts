import type {Brief} from "../brief/brief.ts";
import type {History} from "../history/history.ts";
import type {Persona} from "../persona/persona.ts";
import type {RecipientHabit} from "../persona/recipients.ts";
import type {Sentence} from "../sentences/sentence.ts";
import type {Plug} from "../persona/plug.ts";
import type {TunedPersona} from "../persona/tuned-persona.ts";
import type {Engine, ModelInfo, SamplingOptions} from "./engine.ts";
import type {ExampleSource} from "./examples.ts";
import type {Reviewer} from "./review.ts";
import type {Strategy} from "./strategy.ts";

export interface DraftRequest {
    readonly brief: Brief;
    /** default: a trained persona where there is one, else `plug`, else examples and habits in words; see `defaultStrategy` */
    readonly strategy?: Strategy;
    /** α: 0 without the persona, 1 the user, above 1 exaggerated; default 1 */
    readonly strength?: number;
    /** one draft for each */
    readonly seeds: readonly number[];
    readonly sampling?: SamplingOptions;
    /** the user's rules, which outrank the learned voice */
    readonly rules?: readonly string[];
    /** −1 as in the user's shortest texts … 1 as in their longest; default 0 */
    readonly length?: number;
    /** −1 as in the user's plainest texts … 1 as in their warmest; default 0. Moves the persona, so it needs a plug. */
    readonly warmth?: number;
    /** a draft that the user liked: the persona is moved towards texts like it */
    readonly like?: string | null;
    /**
     * maximum number of candidates for each draft: a further one is generated only if the previous ones have faults; default 3, for the
     * drafts beside the first 2, for titles 4, which are all generated
     */
    readonly candidates?: number;
    /**
     * minimum number of candidates for each draft, of which the one that sounds most like the user is taken; default 1
     * (docs/voice-meter.md)
     */
    readonly leastCandidates?: number;
    /** for each draft: aborting ends this one alone, with the text that it has */
    readonly stops?: readonly AbortSignal[];
}

/** Services and data that drafting uses. */
export interface DraftingParts {
    readonly engine: Engine;
    readonly model: ModelInfo;
    /** null: the model has none, or it was rejected; `plugRefusal` says why */
    readonly plug: Plug | null;
    readonly plugRefusal: Sentence | null;
    /** trained on the user's own texts for this model; null or left out: no usable one, and `tunedRefusal` says why if there is one */
    readonly tuned?: TunedPersona | null;
    readonly tunedRefusal?: Sentence | null;
    readonly persona: Persona;
    readonly history: History;
    readonly examples: ExampleSource;
    /** this model's default sampling, above that of its format */
    readonly modelSampling?: SamplingOptions;
    /** further reviewers of candidates, besides the check of facts, notes and rules */
    readonly reviewers?: readonly Reviewer[];
    /** how the user greets and closes to a recipient, or null; see `Recipients` */
    readonly towards?: (to: string) => RecipientHabit | null;
}
