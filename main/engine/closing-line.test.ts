import {expect, test} from "vitest";
import {ClosingLine} from "./closing-line.ts";
import type {Token} from "node-llama-cpp";

/** Whether a line that a draft goes on with is welcome once it is whole, and how many of its tokens that took; null while it is not. */
function judge(text: string): {isWelcome: boolean; tokens: number} | null {
    const pieces = text.match(/\n|[.!,]|[^\S\n]*[^\s.!,]+/g) ?? [];
    const line = new ClosingLine({pieceOf: (token: Token) => pieces[token]!});
    for (const at of pieces.keys())
        if (line.push(at as Token)) return {isWelcome: line.isWelcome, tokens: line.tokens.length};
    return null;
}

test("thanks are welcome", () => {
    expect(judge("\n\n↑thanks for your help. More")).toEqual({isWelcome: true, tokens: 7});
    expect(judge("\n↑thank you!")?.isWelcome).toBe(true);
});

test("a sentence about something, a stranger's name and a line that waits for one are not", () => {
    for (const made of ["\n↑i will be in the office tomorrow.", "\n↑best regards,\n↑jin.", "\n↑thanks ↑oliver.", "\n↑thanks,\n"]) expect(judge(made)?.isWelcome, made).toBe(false);
});

test("nothing is decided before the line is whole, or too long to be one of thanks", () => {
    expect(judge("\n\n↑thanks for")).toBeNull();
    expect(judge("\n↑thanks for all the work that you have done on the boats and the sails of the")).toEqual({isWelcome: false, tokens: 16});
});
