import {describe, expect, it, vi} from "vitest";
import {docxOf, docxParagraph, odtOf} from "../testing/made-files.ts";
import type {DocxParts} from "../testing/made-files.ts";
import {parseDocx} from "./docx.ts";
import {parseOdt} from "./odt.ts";

// Long timeouts: nothing here measures time, and a busy machine must not fail a test.
vi.setConfig({testTimeout: 120_000});

const docx = (body: string, parts?: DocxParts) => parseDocx(docxOf(body, parts)).text;
const one = "The boat was tarred in April.",
    two = "We took it out in May.";
const run = (text: string, properties = "") =>
    `<w:r>${properties === "" ? "" : `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const box = (text: string) =>
    "<w:r><mc:AlternateContent><mc:Choice " +
    `Requires="wps"><w:drawing><w:txbxContent>${docxParagraph(text)}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>` +
    `<w:pict><w:txbxContent>${docxParagraph(text)}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;

describe("a Word document", () => {
    it("is found by its relationships, with any part names and in ISO's strict form", () => {
        expect(docx(docxParagraph(one), {main: "word/document22.xml"})).toBe(one);
        expect(docx(docxParagraph(one), {main: "content/body.xml"})).toBe(one);
        expect(parseDocx(docxOf(docxParagraph("Boats", '<w:pStyle w:val="Title"/>') + docxParagraph(one), {strict: true}))).toMatchObject({
            title: "Boats",
            text: one
        });
    });

    it("leaves a reviewer's comments, notes and their marks out", () => {
        const body =
            `<w:p><w:commentRangeStart w:id="0"/>${run(one)}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference ` +
            `w:id="0"/></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>`;
        expect(
            docx(body, {
                parts: {
                    "word/comments.xml":
                        `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" ` +
                        `w:author="Paul">${docxParagraph("Are you sure?")}</w:comment></w:comments>`,
                    "word/footnotes.xml":
                        `<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote ` +
                        `w:id="1">${docxParagraph("A note.")}</w:footnote></w:footnotes>`
                }
            })
        ).toBe(one);
    });

    it("is read with all tracked changes accepted", () => {
        expect(
            docx(
                `<w:p>${run("The boat was ")}<w:del ` +
                    `w:id="1">${run("painted")}<w:r><w:delText>gone</w:delText></w:r></w:del><w:ins ` +
                    `w:id="2">${run("tarred")}</w:ins>${run(" in April.")}</w:p>`
            )
        ).toBe(one);
        expect(
            docx(
                `<w:p><w:moveFrom w:id="1">${run(two)}</w:moveFrom></w:p>${docxParagraph(one)}<w:p><w:moveTo ` +
                    `w:id="2">${run(two)}</w:moveTo></w:p>`
            )
        ).toBe(`${one}\n\n${two}`);
        // The mark between two paragraphs was deleted: they are one.
        expect(
            docx(`<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${run("The boat was ")}</w:p>${docxParagraph("tarred in April.")}`)
        ).toBe(one);
        expect(
            docx(`<w:p><w:pPr><w:pPrChange w:id="1"><w:pPr><w:pStyle w:val="Quote"/></w:pPr></w:pPrChange></w:pPr>${run(one)}</w:p>`)
        ).toBe(one);
    });

    describe("that others changed", () => {
        const inserted = (author: string, ...runs: string[]) => `<w:ins w:id="1" w:author="${author}">${runs.join("")}</w:ins>`;
        const deleted = (author: string, text: string) =>
            `<w:del w:id="2" w:author="${author}"><w:r><w:delText xml:space="preserve">${text}</w:delText></w:r></w:del>`;
        const byMira = (body: string) => parseDocx(docxOf(`<w:p>${body}</w:p>${docxParagraph(two)}`), ["Mira Vogt"]);

        it("loses what they inserted, and says so", () => {
            const parsed = byMira(
                run(one) + inserted("Jonas Ek", run(" He says by night.")) + inserted("Mira Vogt", run(" I say by day."))
            );
            expect(parsed.text).toBe(`${one} I say by day.\n\n${two}`);
            expect(parsed.leftOut).toMatchObject([{what: "insertion", excerpt: "He says by night."}]);
        });

        it("keeps the user's words where somebody else put others in their place", () => {
            const around = (change: string) => byMira(`${run("The boat was ")}${change}${run(" in April.")}`).text;
            const text = `${one}\n\n${two}`;
            expect(around(deleted("Jonas Ek", "tarred") + inserted("Jonas Ek", run("sold")))).toBe(text);
            expect(around(inserted("Jonas Ek", run("sold")) + deleted("Jonas Ek", "tarred"))).toBe(text);
            expect(around(`${run("tarred")}${deleted("Jonas Ek", " badly")}`)).toBe(text);
            expect(around(deleted("Jonas Ek", "sold") + inserted("Mira Vogt", run("tarred")))).toBe(text);
        });

        it("does not break where they ended a paragraph", () => {
            const mark = (author: string) =>
                `<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:ins w:id="3" w:author="${author}"/></w:rPr></w:pPr>`;
            const body = (author: string) =>
                `<w:p>${mark(author)}${inserted(author, run("A paragraph between."))}</w:p>${docxParagraph(one)}`;
            expect(parseDocx(docxOf(body("Jonas Ek")), ["Mira Vogt"]).text).toBe(one);
            expect(parseDocx(docxOf(body("Mira Vogt")), ["Mira Vogt"]).text).toBe(`- A paragraph between.\n\n${one}`);
        });

        it("is its creator's if no name of the user is among the authors", () => {
            const core = (creator: string) => ({
                parts: {"docProps/core.xml": `<cp:coreProperties xmlns:dc="d"><dc:creator>${creator}</dc:creator></cp:coreProperties>`}
            });
            const body = `<w:p>${run(one)}${inserted("Jonas Ek", run(" He says by night."))}</w:p>`;
            expect(parseDocx(docxOf(body, core("Mira Vogt"))).text).toBe(one);
            expect(parseDocx(docxOf(body, core("Jonas Ek"))).text).toBe(`${one} He says by night.`);
        });
    });

    it("yields a text box once, after the paragraph it is anchored to", () => {
        expect(docx(`<w:p>${run(one)}${box("Tar is cheap.")}</w:p>${docxParagraph(two)}`)).toBe(`${one}\n\nTar is cheap.\n\n${two}`);
        expect(
            docx(`<w:p><w:r><w:pict><w:txbxContent>${docxParagraph("Tar is cheap.")}</w:txbxContent></w:pict></w:r>${run(one)}</w:p>`)
        ).toBe(`${one}\n\nTar is cheap.`);
        const empty = box("x").replace(/<w:t [^]*?<\/w:t>/, "");
        expect(docx(`<w:p>${empty}</w:p>`)).toBe("x");
    });

    it("joins a drop cap to its word", () => {
        expect(docx(docxParagraph("T", '<w:framePr w:dropCap="drop" w:lines="3"/>') + docxParagraph("he boat was tarred in April."))).toBe(
            one
        );
        expect(docx(docxParagraph("Th", '<w:framePr w:dropCap="margin"/>') + docxParagraph("e boat was tarred in April."))).toBe(one);
    });

    it("leaves out hidden text, instructions, placeholders, phonetic guides and generated lists", () => {
        const control = (properties: string, content: string) =>
            `<w:sdt><w:sdtPr>${properties}</w:sdtPr><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
        expect(
            docx(
                `<w:p>${run("secret", "<w:vanish/>")}${run("The boat", '<w:vanish w:val="false"/>')}<w:r>` +
                    `<w:instrText>HYPERLINK "http://x"</w:instrText></w:r>${run(" was tarred in April.")}</w:p>`
            )
        ).toBe(one);
        expect(docx(`${control("<w:showingPlcHdr/>", docxParagraph("Click here to enter text."))}${control("", docxParagraph(one))}`)).toBe(
            one
        );
        expect(
            docx(
                control('<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>', docxParagraph("Boats 3")) +
                    docxParagraph(one)
            )
        ).toBe(one);
        expect(
            docx(docxParagraph("Boats\t3", '<w:pStyle w:val="V1"/>') + docxParagraph(one), {
                styles: '<w:style w:styleId="V1"><w:name w:val="toc 1"/></w:style>'
            })
        ).toBe(one);
        expect(
            docx(
                "<w:p><w:r><w:ruby><w:rt><w:r><w:t>ふね</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>船</w:t></w:r></w:rubyBase>" +
                    "</w:ruby></w:r></w:p>"
            )
        ).toBe("船");
    });

    it("recognises quotations and titles by the base style, in any language of the program", () => {
        const styles =
            '<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style><w:style w:styleId="Mine"><w:name ' +
            'w:val="Letters"/><w:basedOn w:val="Zitat"/></w:style>';
        expect(docx(docxParagraph("Words of another", '<w:pStyle w:val="Mine"/>') + docxParagraph(one), {styles})).toBe(one);
    });

    it("keeps tabs, line breaks, hyphens and list marks, and drops soft hyphens", () => {
        expect(
            docx(
                "<w:p><w:r><w:t>North</w:t><w:tab/><w:t>South</w:t><w:br/><w:t>well</w:t><w:noBreakHyphen/><w:t>known " +
                    "co\u00adast</w:t></w:r></w:p>"
            )
        ).toBe("North\tSouth\nwell-known coast");
        const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>';
        expect(docx(docxParagraph("oars", item) + docxParagraph("a sail", item) + docxParagraph(one))).toBe(`- oars\n- a sail\n\n${one}`);
    });

    it("is rejected with a reason if it is encrypted, or nested without end", () => {
        expect(() => parseDocx(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).toThrow(/locked with a password/);
        expect(() => docx("<w:p>".repeat(100_000))).toThrow(/nested too deeply/);
    });
});

describe("an OpenDocument text", () => {
    const odt = (body: string, styles = "") => parseOdt(odtOf(body, styles)).text;

    it("yields its text boxes and shapes, after the paragraph they are anchored to", () => {
        expect(
            odt(
                `<text:p>${one}<draw:frame><draw:text-box><text:p>Tar is cheap.</text:p></draw:text-box><svg:title>a ` +
                    `box</svg:title></draw:frame></text:p><draw:custom-shape><text:p>${two}</text:p></draw:custom-shape>`
            )
        ).toBe(`${one}\n\nTar is cheap.\n\n${two}`);
    });

    it("leaves out comments, tracked deletions, notes, hidden spans, indexes and quotations", () => {
        const styles =
            '<style:style style:name="T1" style:family="text"><style:text-properties ' +
            'text:display="none"/></style:style><style:style style:name="P1" style:parent-style-name="Quotations"/>';
        expect(
            odt(
                "<text:tracked-changes><text:changed-region><text:deletion><text:p>deleted</text:p></text:deletion>" +
                    "</text:changed-region></text:tracked-changes><text:table-of-content><text:index-body><text:p>Boats " +
                    `3</text:p></text:index-body></text:table-of-content><text:p text:style-name="P1">Words of ` +
                    `another</text:p><text:p>The boat<text:span text:style-name="T1"> ` +
                    "secretly</text:span><office:annotation><text:p>Really?</text:p></office:annotation> was<text:s/>tarred " +
                    "in<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body>" +
                    "</text:note> April.</text:p>",
                styles
            )
        ).toBe(one);
    });

    it("leaves out what others inserted, and keeps what they replaced", () => {
        const change = (id: string, author: string, kind: string, text = "") =>
            `<text:changed-region text:id="${id}"><text:${kind}><office:change-info><dc:creator>` +
            `${author}</dc:creator></office:change-info>${text}</text:${kind}></text:changed-region>`;
        const changes =
            `<text:tracked-changes>${change("a", "Jonas Ek", "insertion")}` +
            `${change("b", "Mira Vogt", "insertion")}` +
            `${change("c", "Jonas Ek", "deletion", "<text:p>tarred</text:p>")}</text:tracked-changes>`;
        const marked = (id: string, text: string) =>
            `<text:change-start text:change-id="${id}"/>${text}<text:change-end text:change-id="${id}"/>`;
        const text = (body: string) => parseOdt(odtOf(changes + body), ["Mira Vogt"]).text;
        expect(text(`<text:p>${one}${marked("a", " He says by night.")}${marked("b", " I say by day.")}</text:p>`)).toBe(
            `${one} I say by day.`
        );
        expect(text(`<text:p>The boat was <text:change text:change-id="c"/>${marked("a", "sold")} in April.</text:p>`)).toBe(one);
        expect(text(`<text:p>The boat was tarred<text:change text:change-id="c"/> in April.</text:p>`)).toBe(one);
        expect(
            text(
                `<text:p>${one}</text:p><text:p><text:change-start text:change-id="a"/>He</text:p>` +
                    `<text:p>says.<text:change-end text:change-id="a"/></text:p>`
            )
        ).toBe(one);
    });

    it("leaves out sections that are hidden", () => {
        expect(
            odt(
                `<text:section text:display="none"><text:p>Not shown.</text:p><text:section><text:p>` +
                    `Nor this.</text:p></text:section></text:section><text:section><text:p>${one}` +
                    "</text:p></text:section>"
            )
        ).toBe(one);
    });

    it("reports encryption with a password", () => {
        expect(() => parseOdt(odtOf("", "", "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"))).toThrow(
            "it is locked with a password"
        );
    });
});
