import {describe, expect, it, vi} from "vitest";
import {derive} from "./derive.ts";
import {frontMatter} from "./front-matter.ts";
import {markdownProse} from "./markdown.ts";
import {titleAndBody} from "./prose.ts";

// Generous: nothing here is timed, and a busy machine must not fail a test.
vi.setConfig({testTimeout: 120_000});

const prose = (text: string) =>
    markdownProse(text)
        .text.replace(/\n{2,}/g, "\n\n")
        .trim();
const before = "The ferry leaves at nine.",
    after = "We were back before the rain.";

describe("Markdown blocks", () => {
    it.each([
        ["four backticks around three", "````md\ntext\n```js\nx\n```\nmore\n````"],
        ["tildes around backticks", "~~~~\n```\nx\n~~~\n```\n~~~~"],
        ["a fence that closes with more marks than it opened", "```\nx\n`````"],
        ["an indented fence", "   ```\n   x\n   ```"],
        ["a fence in a list item", "- ```js\n  x\n  ```"],
        ["a fence closed with spaces behind it", '```js title="a"\nx\n```   '],
        ["a comment over several lines", "<!-- not\n\nthis -->"],
        ["Obsidian's comment over several lines", "%%\nnot this\n%%"],
        ["an MDX comment", "{/* not\nthis */}"],
        ["a quotation", "> Words of another\n> and more"],
        ["a quotation whose last line has no mark", "> Words of another,\nand more of them"],
        ["a quotation of a quotation", "> > Words of another"],
        ["a callout that quotes", "> [!quote] Goethe\n> Words of another"],
        ["an embedded note", "![[Other note#Part]]"],
        ["an image in a link", "[![alt](a.png)](http://x.example/a_(b))"],
        ["Hugo's figure", '{{< figure src="a.png" >}}'],
        ["Jekyll's highlighted code", "{% highlight js %}\nlet x;\n{% endhighlight %}"],
        ["a block quotation by shortcode", '{{< quote author="G" >}}\nWords of another\n{{< /quote >}}'],
        ["the address of a link", '[x]: http://x.example "title"'],
        ["a block id of its own", "^ferry-1"],
        ["a quotation in HTML", "<blockquote>\nWords of another\n</blockquote>"],
        ["code in HTML", "<pre>\nlet x;\n</pre>"],
        ["a formula", "$$\nE = mc^2\n$$"],
        ["MDX's imports and components", "import Map from './map'\nexport const meta = {a: 1}\n<Map from=\"here\" />"],
        ["Templater's tags", "<% tp.date.now() %>"]
    ])("leave out %s and nothing around it", (_, block) => {
        expect(prose(`${before}\n\n${block}\n\n${after}`)).toBe(`${before}\n\n${after}`);
    });

    it("keep a comment right below a quotation", () => {
        expect(prose("> Words of another.\nand I say no.\n\n> Words of another\nNo, I say.")).toBe("and I say no.\n\nNo, I say.");
    });

    it("keep what a callout says, its title and what follows directly", () => {
        expect(prose(`> [!tip]+ For **later**\n> Bring a coat.\n> > Words of another\n> And tea.\n${after}`)).toBe(
            `For **later**\nBring a coat.\nAnd tea.\n${after}`
        );
        expect(prose("> [!NOTE]\n> Bring a coat.")).toBe("Bring a coat.");
        expect(prose("> [!info] One\n>> [!warning] Two\n>> Three\n> Four")).toBe("One\nTwo\nThree\nFour");
    });

    it("keep the text of links, with the alias of a wiki link", () => {
        expect(
            prose("See [[The Ferry]], [[notes/boat|the boat]], [[Tides#June]], [the [old] map](http://x.example/(a)) and [this][ref].[^1]")
        ).toBe("See The Ferry, the boat, Tides > June, the [old] map and this.");
    });

    it("keep what stands in HTML, boxes and tasks, without their marks", () => {
        expect(prose("<details>\n<summary>More</summary>\n\nBring a <b>coat</b>.<br>And tea, a < b > c, <me>.\n\n</details>")).toBe(
            "More\n\nBring a coat. And tea, a < b > c, <me>."
        );
        expect(prose(":::tip For later\n\nBring a coat.\n\n:::")).toBe("For later\n\nBring a coat.");
        expect(prose('!!! note "For later"\n    Bring a coat.')).toBe("For later\n    Bring a coat.");
        expect(prose("- [ ] buy pears\n- [x] eat plums")).toBe("- buy pears\n- eat plums");
        expect(prose("Go to <https://x.example>, 1986\\. was 2 \\* 3.")).toBe("Go to https://x.example, 1986. was 2 * 3.");
        expect(prose('Import duties from Kent rose. Export them.\nimport of pears from "Kent" fell')).toBe(
            'Import duties from Kent rose. Export them.\nimport of pears from "Kent" fell'
        );
    });

    it("drop comments and block ids within a line, but not within code", () => {
        expect(prose(`${before} %%check%% <!-- why --> ^ferry-1`)).toBe(before);
        expect(prose("Write `%%` or `<!--` or `[[x]]` here, 100 %% sure.")).toBe("Write `%%` or `<!--` or `[[x]]` here, 100 %% sure.");
    });

    it("keep text around a comment that begins and ends within lines", () => {
        expect(prose(`${before} <!-- a\nb --> ${after}`)).toBe(`${before}  ${after}`);
        expect(prose(`${before} <!-- never closed\n\n${after}`)).toContain(after);
    });

    // With rules whose time grows with the square these would take minutes.
    it.each([
        "```\n",
        "<!-- ",
        "%% x\n",
        "> x\n> [!a]\n",
        "[",
        "](",
        "[a](",
        "[a](()",
        "![a](b",
        "[[a",
        "{{",
        "{% quote %}\n",
        " ",
        "\n",
        " ^a",
        "`a",
        "a\n---\n",
        "<blockquote>\n",
        "<pre",
        "<a ",
        "$$\n",
        ":::a\n",
        "<% ",
        "\\",
        "<A ",
        "- [ ] "
    ])("are read however often %j is repeated", (piece) => {
        const {text} = titleAndBody({
            type: "prose",
            title: null,
            text: `${piece.repeat(100_000)}\n\n${after}`,
            date: null,
            markup: "markdown"
        });
        expect(typeof text).toBe("string");
    });
});

describe("front matter", () => {
    it("is not a rule in the first line", () => {
        for (const text of [`---\n\n${before}\n\n---\n\n${after}`, `---\n${before}\n---\n${after}`, `+++\n${before}\n+++\n`])
            expect(frontMatter(text)).toBeNull();
        expect(
            titleAndBody({type: "prose", title: null, text: `---\n\n${before}\n\n---\n\n${after}`, date: null, markup: "markdown"}).text
        ).toContain(before);
    });

    it.each([
        [
            "YAML",
            '---\ntitle: "Ferry: a day"   # shown\nauthors:\n  - Anna Berg\n  - name: Ben Ode\n    site: x\n' +
                "tags: [sea, 'two words']\ndescription: >-\n  long\n  text\ndate: 2021-10-02 # day\n---\n"
        ],
        [
            "YAML with an end of its own",
            "---\ntitle: 'Ferry: a day'\nauthor: [Anna Berg, Ben Ode]\ntags: sea two words\ndate: 2021-10-02\n...\n"
        ],
        [
            "YAML from Obsidian",
            '---\nTitle: Ferry: a day\nauthor:\n- "[[Anna Berg]]"\n- "[[Ben Ode]]"\ntags:\n- sea\n- two words\n' +
                "created on: today\ndate: 2021-10-02\n---\n"
        ],
        [
            "TOML",
            '+++\ntitle = "Ferry: a day"\ndate = 2021-10-02\nauthors = [\n  "Anna Berg",\n  \'Ben Ode\',\n]\n' +
                'tags = ["sea", "two words"]\n[params]\nx = 1\n+++\n'
        ],
        [
            "JSON",
            '{\n"title": "Ferry: a day", "date": "2021-10-02",\n"author": [{"name": "Anna Berg"}, "Ben Ode"], "tags": ["sea", ' +
                '"two words"]\n}\n'
        ]
    ])("is read in %s", (_, head) => {
        const matter = frontMatter(`${head}${before}`);
        expect(matter).toMatchObject({authors: ["Anna Berg", "Ben Ode"], tags: ["sea", "two", "words"], rest: before});
        expect(matter?.fields).toMatchObject({title: "Ferry: a day", date: "2021-10-02"});
    });

    it("with Windows line ends does not stay in the text", () => {
        for (const mark of ["---", "+++"]) {
            const text = `${mark}\ntitle${mark === "---" ? ":" : " ="} "Ferry"\n${mark}\n\n${before}`.replaceAll("\n", "\r\n");
            expect(titleAndBody({type: "prose", title: null, text, date: null, markup: "markdown"})).toMatchObject({
                title: "Ferry",
                text: before
            });
        }
    });
});

describe("a post", () => {
    const post = (head: string, identities: string[]) =>
        derive(
            {type: "prose", title: null, text: `---\n${head}\n---\n\n${before} ${after}`, date: null, markup: "markdown"},
            {identities, kinds: null}
        );

    it.each([
        "author: Anna Berg",
        "author: anna",
        "author: {name: Anna Berg, site: x}",
        "author:\n  name: Anna Berg",
        "authors: [anna-berg]",
        "author: anna@berg.example",
        "draft: true",
        "published: false",
        "title: Ferry"
    ])("is taken with %j", (head) => {
        expect(post(head, ["Anna Berg", "anna@berg.example"]).items).toHaveLength(1);
    });

    it.each([
        ["author: Ben Ode", "written by somebody else"],
        ["authors:\n- Ben Ode\n- Anna Berg", "written together with somebody else"],
        ["source: https://x.example/a\ntags: [clippings]", "copied from a page on the web"]
    ])("is left out with %j", (head, reason) => {
        const {items, leftOut} = post(head, ["Anna Berg", "anna@berg.example"]);
        expect(items).toEqual([]);
        expect(leftOut[0]?.reason.text).toBe(reason);
    });

    it("with an author is taken while no name of the user is known", () => {
        expect(post("author: Anna Berg", ["anna@berg.example"]).items).toHaveLength(1);
        expect(post("author: Anna Berg", []).items).toHaveLength(1);
    });
});
