import {describe, expect, it} from "vitest";
import type {FoundStore} from "../../app/contract/index.ts";
import {notYetAdded, pathsOf} from "./stores.ts";

const store = (path: string, sent: string[] = []): FoundStore => ({kind: "thunderbird", name: path, path, bytes: 1, sent, problem: null});

describe("found stores", () => {
    it("are read by their sent folders, or completely if there are none or all is selected", () => {
        expect(pathsOf(store("/t", ["/t/Sent", "/t/Sent Mail"]))).toEqual(["/t/Sent", "/t/Sent Mail"]);
        expect(pathsOf(store("/t", ["/t/Sent"]), true)).toEqual(["/t"]);
        expect(pathsOf(store("/t"))).toEqual(["/t"]);
    });

    it("are not listed again if they, a part of them or a folder around them is a source", () => {
        const stores = [store("/a/t"), store("/b"), store("/c/x"), store("C:\\m")];
        expect(notYetAdded(stores, [{path: "/a/t/Sent"}, {path: "/b"}, {path: "/c"}, {path: "C:\\m\\Sent"}])).toEqual([]);
        expect(notYetAdded(stores, [{path: "/a/tt"}, {path: "/bb"}, {path: "/c/xy"}])).toEqual(stores);
    });
});
