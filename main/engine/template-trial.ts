/** Renders the kinds of conversations that drafting uses with a chat template. */
import {Template} from "@huggingface/jinja";

export interface TemplateTrial {
    /** characters of the longest rendering */
    readonly longest: number;
    /** it recursed too deeply, or produced a string above the limit */
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

/** Private-use characters, which mark a turn's content, and a plain text. */
const contents: readonly ((index: number) => string)[] = [(index) => String.fromCodePoint(0xf0000 + index), (index) => `Message ${index}.`];

/** Renders conversations of all kinds. Errors thrown by the template are no failure here: it may reject an unknown role. */
export function tryTemplate(source: string): TemplateTrial {
    let longest = 0,
        isEndless = false;
    const attempt = <T>(action: () => T): T | null => {
        try {
            return action();
        } catch (error) {
            // thrown by V8: the stack is full, or a string or array exceeds the maximum length
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
