import {expect, it, vi} from "vitest";
import {htmlToText} from "./html.ts";
import {withBoundedDepth} from "./html-depth.ts";

// Long timeouts: nothing here measures time, and a busy machine must not fail a test.
vi.setConfig({testTimeout: 120_000});

it("leaves HTML of ordinary depth unchanged", () => {
    const page = "<div><p>one<p>two<ul><li>a<li>b</ul></div>".repeat(2000);
    expect(withBoundedDepth(page)).toBe(page);
});

it("reads the text of a million nested elements, with quotations marked", () => {
    expect(
        htmlToText(`own<blockquote>${"<div>".repeat(1_000_000)}theirs${"</div>".repeat(1_000_000)}</blockquote>own again`, "mail").text
    ).toBe("own\n> theirs\nown again".replace("\n> ", "\n\n> ").replace("\nown", "\n\nown"));
});

it("reads unmatched end tags, unclosed tags and one line of a million pieces", () => {
    expect(htmlToText(`<p>a${"</x>".repeat(300_000)}b`, "page").text).toBe("ab");
    expect(htmlToText(`<p>a ${"<a <".repeat(300_000)}`, "page").text).toBe("a");
    expect(htmlToText(`<p>${"<b>x</b>".repeat(500_000)}`, "page").text).toHaveLength(500_000);
});
