import {expect, it} from "vitest";
import {isNegated, negationsIn} from "./negation.ts";

it.each([
    ["We cant come without the van.", 2],
    ["None of it didn’t fit.", 2],
    ["Ich habe keine Zeit und komme nicht.", 2],
    ["Nee, ohne mich.", 2],
    ["Know the north, note the knot.", 0],
    ["Die Nichte niest.", 0]
])("the negations of %j are counted as whole words", (text, count) => {
    expect(negationsIn(text)).toBe(count);
    expect(isNegated(text)).toBe(count > 0);
});
