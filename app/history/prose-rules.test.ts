import {describe, expect, it} from "vitest";
import {derive} from "./derive.ts";
import {bandsOf, duplicateSimilarity, similarity, sketchOf} from "./near-duplicate.ts";
import {passages} from "./passages.ts";
import {titleAndBody} from "./prose.ts";

const prose = (text: string, markup: "plain" | "markdown" | "none" = "plain", title: string | null = null) =>
    titleAndBody({type: "prose", title, text, date: null, markup});
const body =
    "The garden behind the mill has a wall of old bricks, and along it grow pears that nobody picks. In October they lie in " +
    "the grass, and the wasps come from the whole village to hold their last feast there.";

describe("a text without a title", () => {
    const kinds = (text: string) =>
        derive({type: "prose", title: null, text, date: null, markup: "plain"}, {identities: [], kinds: null}).items.map(({kind}) => kind);

    it("is a letter when it greets and signs off, and prose otherwise", () => {
        expect(kinds("hi tom,\n\nthe kettle's dead again. i've ordered a new one, grey. it comes on thursday.\n\n- J")).toEqual(["email"]);
        expect(kinds("Moin Ole!\n\nDas Dach hält jetzt auch bei Sturm, komm am Samstag gucken!\n\nBis denn dann\nBodo")).toEqual(["email"]);
        expect(kinds(body)).toEqual(["continue"]);
        expect(kinds(`Dear diary,\n\n${body}`)).toEqual(["continue"]);
    });
});

describe("title and body", () => {
    it("come from front matter, which also gives the date", () => {
        expect(prose(`---\ntitle: "Pears"\ndate: 2021-10-02\n---\n\n# Pears\n\n${body}`, "markdown")).toMatchObject({
            title: "Pears",
            text: body,
            date: "2021-10-02T00:00:00.000Z"
        });
    });

    it.each([`# Pears\n\n${body}`, `Pears\n=====\n\n${body}`, `\n## *Pears* ##\n${body}`])("come from a heading: %j", (text) => {
        expect(prose(text, "markdown")).toMatchObject({title: "Pears", text: body});
    });

    it("come from a first line that stands like a title, in plain text", () => {
        expect(prose(`Pears in October\n\n${body}`)).toMatchObject({title: "Pears in October", text: body});
    });

    it.each(["Dear Ben,", "It rained all day.", "- a list", "hello ben!"])("are not invented: %s", (line) => {
        expect(prose(`${line}\n\n${body}`)).toMatchObject({title: null});
    });

    it("leave out code, quotes, images and comments of markdown, and say so", () => {
        const {text, leftOut} = prose(
            `Before the [link](http://x).\n\n\`\`\`js\nlet x;\n\`\`\`\n\n> quoted\n\n![i](y)\n\n<!-- c -->After.`,
            "markdown"
        );
        expect(text).toBe("Before the link.\n\nAfter.");
        expect(leftOut.map(({what}) => what).sort()).toEqual(["code", "comment", "image", "quote"]);
    });

    it("know an e-mail kept as text", () => {
        expect(prose("Subject: Pears\nTo: Ben, Carl\n\nThey are ripe.")).toMatchObject({
            title: "Pears",
            text: "They are ripe.",
            email: {to: ["Ben", "Carl"], from: null}
        });
    });
});

describe("passages", () => {
    it("leave a text of ordinary length whole", () => {
        expect(passages(body)).toEqual([body]);
    });

    it("cut a long one at paragraphs, losing nothing", () => {
        const paragraphs = Array.from({length: 80}, (_, index) => `${index} ${body}`);
        const parts = passages(paragraphs.join("\n\n"));
        expect(parts.length).toBeGreaterThan(3);
        expect(parts.join("\n\n")).toBe(paragraphs.join("\n\n"));
        expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(4000);
    });

    it("cut a text without paragraphs, and never a character in two", () => {
        const parts = passages("🌳".repeat(20_000));
        expect(parts.join("")).toBe("🌳".repeat(20_000));
        expect(parts.every((part) => part.isWellFormed())).toBe(true);
    });
});

describe("near duplicates", () => {
    const edited = body.replace("October", "November").replace("old", "grey");
    const other =
        "On the ferry nobody spoke. The harbour lay behind us like a drawer left open, and the gulls went through it as if " +
        "they were looking for a spoon that had been there yesterday.";

    it("are alike when a few words differ, and share a bucket", () => {
        expect(similarity(sketchOf(body), sketchOf(edited))).toBeGreaterThanOrEqual(duplicateSimilarity);
        expect(bandsOf(sketchOf(body)).some((band, index) => band === bandsOf(sketchOf(edited))[index])).toBe(true);
    });

    it("are not alike when the texts are different", () => {
        expect(similarity(sketchOf(body), sketchOf(other))).toBeLessThan(0.2);
        expect(bandsOf(sketchOf(body)).some((band) => bandsOf(sketchOf(other)).includes(band))).toBe(false);
    });

    it("do not depend on case, punctuation and line ends, in any script", () => {
        expect(similarity(sketchOf("The Garden — behind the mill!"), sketchOf("the garden\nbehind the mill"))).toBe(1);
        expect(similarity(sketchOf("庭の図面を送ります。"), sketchOf("庭の図面を、送ります"))).toBe(1);
    });

    it("are the same words when a text is short", () => {
        expect(
            similarity(
                sketchOf("The key lies below the third stone on the left."),
                sketchOf("The key lies below the third stone on the right.")
            )
        ).toBeLessThan(0.2);
        expect(similarity(sketchOf("The key lies below the third stone."), sketchOf("the key lies below the third stone"))).toBe(1);
    });

    it("estimate the true similarity", () => {
        const words = Array.from({length: 400}, (_, index) => `w${index}`);
        // 300 of 500 pairs in common
        const estimate = similarity(
            sketchOf(words.slice(0, 400).join(" ")),
            sketchOf(
                words
                    .slice(100, 400)
                    .concat(Array.from({length: 100}, (_, index) => `v${index}`))
                    .join(" ")
            )
        );
        expect(Math.abs(estimate - 299 / 499)).toBeLessThan(0.25);
    });
});
