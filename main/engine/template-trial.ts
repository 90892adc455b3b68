/** What a chat template does with the conversations that are drafted with. */
import {Template} from "@huggingface/jinja";

export interface TemplateTrial {
    /** characters of the longest rendering */
    readonly longest: number;
    /** it called itself, or made a text, beyond what there is room for */
    readonly isEndless: boolean;
}

type Message = {readonly role: string; readonly content: string};

const conversations: readonly (readonly string[])[] = [
    ["user"],
    ["system", "user"],
    ["user", "assistant"],
    ["user", "assistant", "user"],
    ["system", "user", "assistant", "user", "assistant", "user"]
];

/** Characters of a private plane, as a turn's content is marked with, and a plain text. */
const contents: readonly ((index: number) => string)[] = [(index) => String.fromCodePoint(0xf0000 + index), (index) => `Message ${index}.`];

/** Renders conversations of all kinds. Errors of the template are no fault here: it may refuse a role that it does not know. */
export function tryTemplate(source: string): TemplateTrial {
    let longest = 0,
        isEndless = false;
    const attempt = <T>(action: () => T): T | null => {
        try {
            return action();
        } catch (error) {
            // of V8's own: the stack is full, or a text or list is longer than any can be
            isEndless ||= error instanceof RangeError;
            return null;
        }
    };
    const template = attempt(() => new Template(source));
    if (template == null) return {longest, isEndless};
    for (const roles of conversations)
        for (const content of contents)
            for (const thinking of [false, true]) {
                const messages: Message[] = roles.map((role, index) => ({role, content: content(index)}));
                const variables = {messages, add_generation_prompt: true, enable_thinking: thinking, bos_token: "<s>", eos_token: "</s>"};
                longest = Math.max(longest, attempt(() => template.render(variables))?.length ?? 0);
                if (isEndless) return {longest, isEndless};
            }
    return {longest, isEndless};
}
