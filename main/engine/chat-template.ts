/** A model's own chat template, rendered so that its own text and the contents of turns can be distinguished. */
import {Fault} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";
import {Template} from "@huggingface/jinja";
import {TimeLimitError, withinTime} from "./time-limit.ts";
import type {ChatTemplateInfo, PromptTurn} from "../../app/drafting/engine.ts";

/** Placeholders for the turns' contents while the template is rendered: private-use characters, which no template contains. */
const FIRST_MARK = 0xf0000;
const marks = /([\u{f0000}-\u{ffffd}])/u;
const mark = (index: number): string => String.fromCodePoint(FIRST_MARK + index);

/** ms for one rendering; a template is a program from a file, which was tested before (`template-check.ts`) */
const TEMPLATE_MS = 20_000;

type Role = PromptTurn["role"];
interface Message {
    readonly role: Role;
    readonly content: string;
}

export interface SpecialTexts {
    /** values of the template's variables `bos_token` and `eos_token` */
    readonly bos: string;
    readonly eos: string;
}

export class ChatTemplate {
    readonly info: ChatTemplateInfo;
    /** the template's text between an answer and the next turn's content; empty if it takes no second user turn */
    readonly answerEnd: string;
    readonly #template: Template;
    readonly #special: SpecialTexts;
    readonly #takesSystem: boolean;

    /** @throws {Error} if the template cannot be parsed; {Fault} if it omits the user's message */
    constructor(source: string, special: SpecialTexts) {
        this.#template = new Template(source);
        this.#special = special;
        const user: Message = {role: "user", content: mark(1)};
        const alone = this.#render([user]);
        if (!alone.includes(mark(1))) throw new Fault(say("model.template-deaf"));
        const withSystem = attempt(() => this.#render([{role: "system", content: mark(0)}, user]));
        this.#takesSystem = withSystem?.includes(mark(0)) ?? false;
        const switchable = attempt(() => this.#render([user], true)) !== alone;
        this.info = {
            defaultSystem: withSystem == null || !this.#takesSystem ? null : defaultSystem(alone, withSystem),
            thinking: switchable ? "switchable" : source.includes("</think>") ? "always" : "none"
        };
        const answered = attempt(() => this.#render([user, {role: "assistant", content: mark(2)}, {role: "user", content: mark(3)}]));
        this.answerEnd = answered?.split(mark(2))[1]?.split(mark(3))[0] ?? "";
    }

    /**
     * The template's text around the contents of turns with these roles, of which the last is the user's, up to where the answer begins. A
     * string is text of the template, in which special tokens count; a number is the index of the turn whose content belongs there. If the
     * template rejects a system turn, its content is placed at the beginning of the first user turn.
     */
    render(roles: readonly Role[]): (string | number)[] {
        const messages = roles.map((role, index) => ({role, content: mark(index)}));
        const [first, second, ...rest] = messages;
        const folded =
            first?.role === "system" && second != null && !this.#takesSystem
                ? [{role: second.role, content: `${first.content}\n\n${second.content}`}, ...rest]
                : messages;
        const pieces = this.#render(folded)
            .split(marks)
            .filter((piece) => piece !== "")
            .map((piece) => (marks.test(piece) ? piece.codePointAt(0)! - FIRST_MARK : piece));
        const last = pieces.at(-1);
        // a model that would begin with reasoning gets a closed reasoning block (Ma et al. 2025, arXiv 2504.09858)
        return typeof last === "string" && /<think>\s*$/.test(last) ? [...pieces, "\n\n</think>\n\n"] : pieces;
    }

    #render(messages: readonly Message[], thinking = false): string {
        return withinTime(TEMPLATE_MS, () =>
            this.#template.render({
                messages,
                add_generation_prompt: true,
                enable_thinking: thinking,
                bos_token: this.#special.bos,
                eos_token: this.#special.eos
            })
        );
    }
}

/** The default content of the system turn. */
function defaultSystem(alone: string, withSystem: string): string | null {
    const [before = "", after = ""] = withSystem.split(mark(0));
    if (!alone.startsWith(before) || !alone.endsWith(after) || alone.length <= before.length + after.length) return null;
    const text = alone.slice(before.length, alone.length - after.length).trim();
    return text === "" || text.includes(mark(1)) ? null : text;
}

function attempt<T>(action: () => T): T | null {
    try {
        return action();
    } catch (error) {
        if (error instanceof TimeLimitError) throw error;
        return null; // templates reject unknown roles
    }
}
