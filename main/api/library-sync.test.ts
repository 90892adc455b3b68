import {expect, it} from "vitest";
import type {Idiolect} from "../idiolect.ts";
import type {Watch} from "../library/library.ts";
import {LibrarySync} from "./library-sync.ts";

interface Started {
    readonly sync: LibrarySync;
    readonly resolve: (watch: Watch) => void;
    readonly reject: (error: Error) => void;
    readonly starting: Promise<void>;
}

/** A start whose first scan has not ended. */
function started(): Started {
    const {promise, resolve, reject} = Promise.withResolvers<Watch>();
    const sync = new LibrarySync(
        () => ({library: {watch: () => promise}}) as unknown as Idiolect,
        () => undefined
    );
    return {sync, resolve, reject, starting: sync.start()};
}

it("reports a first scan that fails", async () => {
    const {reject, starting} = started();
    reject(new Error("no space left"));
    await expect(starting).rejects.toThrow("no space left");
});

it("takes a library that is closed during its first scan, after a stop, for no error", async () => {
    const {sync, reject, starting} = started();
    await sync.stop();
    reject(new Error("The library was closed"));
    await expect(starting).resolves.toBeUndefined();
});

it("closes a watch that comes after the stop", async () => {
    const {sync, resolve, starting} = started();
    await sync.stop();
    let closed = 0;
    resolve({close: async () => void closed++} as unknown as Watch);
    await starting;
    expect(closed).toBe(1);
});
