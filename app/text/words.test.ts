import {describe, expect, it} from "vitest";
import {sentencesOf} from "./words.ts";

describe("sentences", () => {
    it.each([
        ["the rope's here. it's too stiff. i'll ask tom.", 3],
        ["you ok? i'm fine! see you.", 3],
        ["see you at 3. bring tea.", 2],
        ["It costs 3.5 tons. the url is example.org/x.html today.", 2],
        ["e.g. this, i.e. that, and so on etc. but no more.", 1],
        ["Mr. Brown and Dr. Okafor met J. Doe. They talked.", 2],
        ["Das ist z. B. gut, d.h. besser. am 3. mai dann.", 2],
        ["Wir kommen am 3. Mai. Bis dann.", 2],
        ['"Really?" she said. Then he left (late!) for home.', 2],
        ["well... maybe not. ok.", 2],
        ["it opens at 9 a.m. on monday. be there.", 2],
        ["one\ntwo", 2]
    ])("%j has %d", (text, count) => expect(sentencesOf(text)).toHaveLength(count));
});
