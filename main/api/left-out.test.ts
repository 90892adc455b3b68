import {sep} from "node:path";
import {describe, expect, it} from "vitest";
import {LeftOutFiles} from "./left-out.ts";
import {quote} from "../../app/sentences/sentence.ts";

const at = (...parts: readonly string[]): string => parts.join(sep);
const reason = (path: string, why = "not a format that is read") => ({path, reason: quote(why)});

describe("left-out files", () => {
    it("counts the entries of the list, unreachable folders included", () => {
        const files = new LeftOutFiles();
        const skipped = [reason(at("", "a", "x.bin")), reason(at("", "ab", "y.bin"))];
        files.add({covered: [{folder: at("", "a"), recursive: true}], unreachable: [reason(at("", "a", "locked"))], skipped});
        expect(files.list()).toHaveLength(3);
        expect(files.countIn(at("", "a"))).toBe(2);
        expect(files.countIn(at("", "ab"))).toBe(1);
    });

    it("keeps entries outside the part that was scanned", () => {
        const files = new LeftOutFiles();
        files.add({
            covered: [{folder: at("", "a"), recursive: true}],
            unreachable: [],
            skipped: [reason(at("", "a", "1.bin")), reason(at("", "a", "deep", "2.bin"))]
        });
        files.add({covered: [{folder: at("", "b"), recursive: true}], unreachable: [], skipped: []});
        expect(files.list()).toHaveLength(2);
        // only the folder itself was scanned: its missing file is noticed, the one in a subfolder is not
        files.add({covered: [{folder: at("", "a"), recursive: false}], unreachable: [], skipped: []});
        expect(files.list().map(({path}) => path)).toEqual([at("", "a", "deep", "2.bin")]);
        files.add({covered: [{folder: at("", "a"), recursive: true}], unreachable: [], skipped: []});
        expect(files.list()).toEqual([]);
    });

    it("keeps one reason per file, the latest, and drops folders that are no longer sources", () => {
        const files = new LeftOutFiles();
        files.add({covered: [], unreachable: [], skipped: [reason(at("", "a", "1.txt"), "it is empty")]});
        files.add({covered: [], unreachable: [], skipped: [reason(at("", "a", "1.txt"), "it is damaged")]});
        expect(files.list()).toEqual([reason(at("", "a", "1.txt"), "it is damaged")]);
        files.keepOnly([at("", "b")]);
        expect(files.list()).toEqual([]);
    });
});
