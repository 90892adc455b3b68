import {mkdirSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import * as chokidar from "chokidar";
import type {SourceRecord} from "../../store/sources.ts";
import {SourceWatcher} from "./watcher.ts";

vi.mock("chokidar", {spy: true});

let folder: string;
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "idiolect-watcher-"));
    vi.mocked(chokidar.watch).mockClear();
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

function source(id: string): SourceRecord {
    const path = join(folder, id);
    mkdirSync(path, {recursive: true});
    return {id, path, kinds: null, ignore: [], paused: false, added: ""};
}

const silent = {changed: () => {}, problem: () => {}};
/** the watchers that chokidar made, and whether each is closed */
const made = () => vi.mocked(chokidar.watch).mock.results.map(({value}) => (value as chokidar.FSWatcher).closed);

describe("watching sources", () => {
    it("watches each once, also if it is asked for again before events are received", async () => {
        const watcher = new SourceWatcher(10, silent);
        const notes = source("notes");
        await Promise.all([watcher.follow([notes]), watcher.follow([notes]), watcher.follow([notes])]);
        expect(made()).toEqual([false]);
        await watcher.close();
        expect(made()).toEqual([true]);
    });

    it("resolves for a source that is removed before events are received", async () => {
        const watcher = new SourceWatcher(10, silent);
        const [notes, mail] = [source("notes"), source("mail")];
        const first = watcher.follow([notes, mail]);
        await vi.waitFor(() => expect(made()).toHaveLength(2));
        await Promise.all([watcher.follow([mail]), first]);
        expect(made()).toEqual([true, false]);
        await watcher.close();
    });

    it("leaves nothing open that was asked for just before it is closed", async () => {
        const watcher = new SourceWatcher(10, silent);
        const following = watcher.follow([source("notes")]);
        await watcher.close();
        await following;
        await watcher.follow([source("mail")]);
        expect(made()).toEqual([]);
    });
});
