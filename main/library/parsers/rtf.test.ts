import {strToU8} from "fflate";
import {describe, expect, it, vi} from "vitest";
import {Refusal} from "./refusal.ts";
import {parseRtf} from "./rtf.ts";

// Long timeouts: nothing here measures time, and a busy machine must not fail a test.
vi.setConfig({testTimeout: 120_000});

/** RTF as bytes: each character of the source is one byte. */
const rtf = (source: string) =>
    parseRtf(
        strToU8(
            "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}{\\f1\\fcharset204 Times;}{\\f2\\fcharset128 " +
                `Mincho;}}${source}}`,
            true
        )
    ).text;

describe("RTF", () => {
    it.each([
        ["hidden text", "{\\v not this}The boat{\\v0  was}\\v not\\v0  tarred.", "The boat was tarred."],
        ["hidden text ended by \\plain", "{\\v not\\plain The} boat was tarred.", "The boat was tarred."],
        ["text deleted under tracking", "The boat was {\\revised tarred}{\\deleted painted}.", "The boat was tarred."],
        [
            "text for readers without nested tables",
            "{\\nonesttables\\par old}North\\nestcell South\\nestcell{\\*\\nesttableprops\\nestrow}",
            "North\tSouth"
        ],
        ["comments", "The boat{\\*\\atnid 1}{\\*\\atnauthor Paul}{\\chatn{\\*\\annotation Sure?}} was tarred.", "The boat was tarred."],
        ["notes and index entries", "The boat{\\footnote a note}{\\xe boat} was tarred.", "The boat was tarred."],
        ["field instructions", 'The {\\field{\\*\\fldinst HYPERLINK "http://x"}{\\fldrslt boat}} was tarred.', "The boat was tarred."],
        ["unknown marked destinations", "The boat{\\*\\newthing {nested} x} was tarred.", "The boat was tarred."],
        ["binary data, braces in it or not", "The boat{\\pict\\bin4 {{{{}} was tarred.".replace("}}", "}"), "The boat was tarred."],
        ["bullets for old readers, which become a list mark", "{\\listtext\\'b7\\tab}oars\\par{\\pntext\\'b7\\tab}sail", "- oars\n- sail"]
    ])("leaves out %s", (_, source, text) => {
        expect(rtf(source)).toBe(text);
    });

    it("yields the text of boxes once", () => {
        expect(
            rtf(
                "The boat.\\par{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv b}}{\\shptxt Tar is " +
                    "cheap.\\par}}{\\shprslt{\\*\\do{\\dptxbxtext Tar is cheap.\\par}}}}"
            )
        ).toBe("The boat.\nTar is cheap.");
        expect(rtf("The boat.{\\shp{\\*\\shpinst{\\shptxt Tar is cheap.\\par}}}")).toBe("The boat.\nTar is cheap.");
        expect(rtf("{\\header{\\shp{\\*\\shpinst{\\shptxt Page head}}}}The boat.")).toBe("The boat.");
    });

    it.each([
        ["fallbacks of any length", "\\uc2 a\\u8211xxb{\\uc0 \\u8211 c}", "a–b–c"],
        ["a fallback of bytes", "\\uc2 \\u31456\\'8e\\'e8!", "章!"],
        ["characters above 32767 as negative numbers", "\\u-3913 ?", "\uf0b7"],
        ["pairs of surrogates", "\\u-10179 ?\\u-8694 ?", "😊"],
        ["the Unicode form of a pair of forms", "{\\upr{a?}{\\*\\ud{a\\u322 ?}}}", "ał"],
        ["fonts' character sets", "\\f1\\'cf\\'f0\\f0\\'e9{\\f2\\'8e\\'e8\\'8e\\'86}", "Прé手紙"],
        ["a second byte that is a letter", "\\f2 \\'83A\\'83\\'43", "アイ"],
        ["bytes above ASCII that stand as they are", "Caf\u00e9", "Café"],
        ["breaking and unbreaking signs", "well\\_known co\\-ast\\~a\\zwj b", "well-known coast a\u200db"],
        ["a line end behind a backslash", "a\\\nb\r\nc", "a\nbc"]
    ])("reads %s", (_, source, text) => {
        expect(rtf(source)).toBe(text);
    });

    it("reads title and date from its information group", () => {
        expect(
            parseRtf(
                strToU8(
                    "{\\rtf1{\\info{\\title B\\'f6ats}{\\author Anna}{\\creatim\\yr2021\\mo3\\dy4\\hr5}}\\b B\\'f6ats\\b0\\par The boat.}"
                )
            )
        ).toMatchObject({title: "Böats", text: expect.stringMatching(/^\s*The boat\.$/), date: "2021-03-04T00:00:00.000Z"});
    });

    it("leaves out what others inserted while changes were tracked", () => {
        const source = (head: string) =>
            strToU8(
                `{\\rtf1{\\*\\revtbl{Unknown;}{Mira Vogt;}{Jonas \\u200 ?k;}}${head}The boat{\\revise` +
                    "d\\revauth2  of Jonas}{\\revised\\revauth1  was}\\revised\\revauth2  not\\plain  tarred.}"
            );
        expect(parseRtf(source(""), ["Mira Vogt"]).text).toBe("The boat was tarred.");
        expect(parseRtf(source("{\\info{\\author Mira Vogt}}")).text).toBe("The boat was tarred.");
        expect(parseRtf(source("{\\info{\\author Jonas \\u200 ?k}}"))).toEqual({
            type: "prose",
            title: null,
            text: "The boat of Jonas not tarred.",
            date: null,
            markup: "plain",
            leftOut: [{what: "insertion", reason: expect.anything(), excerpt: "was"}]
        });
    });

    it.each(["\\tab ", "\\u8211?", " ", "\\'e4", "{}", "\\par\n", "{\\v a}b", "\\", "{\\*\\x "])("reads a megabyte of %j", (piece) => {
        const source = strToU8(`{\\rtf1 ${piece.repeat(Math.floor(2 ** 20 / piece.length))}end`);
        // Unclosed groups are rejected; everything else is text.
        if (piece === "{\\*\\x ") expect(() => parseRtf(source)).toThrow(Refusal);
        else expect(parseRtf(source).text).toMatch(/end$/);
    });
});
