import {describe, expect, test} from "vitest";
import {ChatTemplate} from "./chat-template.ts";

const special = {bos: "<s>", eos: "</s>"};
const loop = (inner: string) => `{% for message in messages %}${inner}{% endfor %}`;
const ask = "{% if add_generation_prompt %}{{ '<a>' }}{% endif %}";
const plain = loop("{{ '<' + message.role + '>' + message.content + '\\n' }}") + ask;

/** The rendered template with the turns' indices in brackets. */
const show = (template: ChatTemplate, roles: readonly ("system" | "user" | "assistant")[]) =>
    template
        .render(roles)
        .map((piece) => (typeof piece === "number" ? `[${piece}]` : piece))
        .join("");

describe("a chat template", () => {
    test("is rendered around the contents, whatever their order and number", () => {
        const template = new ChatTemplate(plain, special);
        expect(template.info).toEqual({defaultSystem: null, thinking: "none"});
        expect(show(template, ["system", "user", "assistant", "user"])).toBe("<system>[0]\n<user>[1]\n<assistant>[2]\n<user>[3]\n<a>");
    });

    test("returns the text that follows an answer", () => {
        const ends = loop("{{ '<' + message.role + '>' + message.content + '<end>\\n' }}") + ask;
        expect(new ChatTemplate(ends, special).answerEnd).toBe("<end>\n<user>");
        const once = "{% if messages | length > 1 %}{{ raise_exception('one turn') }}{% endif %}" + ends;
        expect(new ChatTemplate(once, special).answerEnd).toBe("");
    });

    test("returns its default system turn", () => {
        const source = "{% if messages[0].role != 'system' %}{{ '<system>Be kind.\\n' }}{% endif %}" + plain;
        expect(new ChatTemplate(source, special).info.defaultSystem).toBe("Be kind.");
    });

    test("that rejects or omits a system turn gets its content at the beginning of the first user turn", () => {
        const refuses =
            loop(
                "{% if message.role == 'system' %}{{ raise_exception('no system') }}{% endif %}{{ '<' + message.role + '>' + " +
                    "message.content }}"
            ) + ask;
        const leavesOut = loop("{% if message.role != 'system' %}{{ '<' + message.role + '>' + message.content }}{% endif %}") + ask;
        for (const source of [refuses, leavesOut])
            expect(show(new ChatTemplate(source, special), ["system", "user", "assistant", "user"])).toBe(
                "<user>[0]\n\n[1]<assistant>[2]<user>[3]<a>"
            );
    });

    test("that has a switch against reasoning gets it set", () => {
        const source = plain + "{% if not enable_thinking %}{{ '<think>\\n\\n</think>\\n\\n' }}{% endif %}";
        const template = new ChatTemplate(source, special);
        expect(template.info.thinking).toBe("switchable");
        expect(show(template, ["user"])).toBe("<user>[0]\n<a><think>\n\n</think>\n\n");
    });

    test("that begins an answer with reasoning gets an empty, closed reasoning block", () => {
        const template = new ChatTemplate(plain + "{{ '<think>\\n' }}{# </think> #}", special);
        expect(show(template, ["user"])).toMatch(/<think>\n\n\n<\/think>\n\n$/);
    });

    test("gets the vocabulary's own beginning-of-text token", () => {
        expect(show(new ChatTemplate("{{ bos_token }}" + plain, special), ["user"])).toBe("<s><user>[0]\n<a>");
    });

    test("that omits the user's message, or cannot be parsed, is rejected", () => {
        expect(() => new ChatTemplate("hello", special)).toThrow(/leaves out/);
        expect(() => new ChatTemplate("{% for", special)).toThrow();
    });
});
