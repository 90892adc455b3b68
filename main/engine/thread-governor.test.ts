import {expect, test} from "vitest";
import {freeCores, takeSnapshot} from "./core-load.ts";
import {ThreadGovernor} from "./thread-governor.ts";

/**
 * Generates tokens on a machine with a number of free cores and the given ms per token with one thread and with more; returns the ms of
 * all.
 */
function write(governor: ThreadGovernor, tokens: number, free: number, one: number, more: number): number {
    let sum = 0;
    for (let i = 0; i < tokens; i++) {
        const threads = governor.threads(free);
        const ms = threads === 1 ? one : more;
        governor.record(threads, ms);
        sum += ms;
    }
    return sum;
}

function governed(most = 2): ThreadGovernor {
    const governor = new ThreadGovernor(most);
    governor.record(1, 10);
    return governor;
}

test("on an idle machine all threads are used", () => {
    expect(write(governed(), 500, 1.9, 10, 6)).toBe(500 * 6);
});

test("as many threads are used as there are cores free, and at least one", () => {
    const governor = governed(8);
    expect([16, 8, 5.8, 5.5, 1.6, 0.2].map((free) => governor.threads(free))).toEqual([8, 8, 6, 5, 1, 1]);
});

test("if several threads are slower for no visible reason, a text takes little longer than with one", () => {
    for (const more of [14, 40, 120, 5000])
        expect(write(governed(), 400, 2, 12, more), `${more} ms`).toBeLessThan(1.3 * 400 * 12 + 4 * more);
});

test("several threads are used again once they are faster", () => {
    const governor = governed();
    write(governor, 100, 2, 12, 100);
    write(governor, 600, 2, 10, 6);
    expect(write(governor, 50, 2, 10, 6)).toBe(300);
});

test("longer texts take longer with any number of threads, and several go on being used", () => {
    // measured with two threads on two idle cores: 10 and 6 ms with an empty context, 27 and 17 ms with 600 tokens in it
    const governor = governed();
    write(governor, 20, 2, 10, 6);
    expect(write(governor, 300, 2, 27, 17)).toBeLessThanOrEqual(300 * 17 + 3 * 10);
});

test("a prompt's batches use several threads even where single tokens are slower with them", () => {
    const governor = governed();
    write(governor, 20, 2, 10, 14);
    expect(governor.threads(2)).toBe(1);
    expect(governor.threads(2, 64)).toBe(2);
});

test("batches take one thread after one that was slower than single tokens", () => {
    const governor = governed();
    governor.recordBatch(2, 64, 64 * 100);
    expect(governor.threads(2, 64)).toBe(1);
    governor.recordBatch(1, 64, 64 * 7);
    expect(governor.threads(2, 64)).toBe(2);
    governor.recordBatch(2, 64, 64 * 100);
    governor.recordBatch(1, 64, 64 * 7);
    expect(governor.threads(2, 64)).toBe(1);
});

test("a single slow token changes nothing", () => {
    const governor = governed();
    write(governor, 10, 2, 10, 6);
    governor.record(2, 40);
    expect(write(governor, 50, 2, 10, 6)).toBe(300);
});

test("the load of this process itself does not count", () => {
    const before = {at: 0, cores: 4, busy: 1000, own: 200};
    expect(freeCores(before, {at: 500, cores: 4, busy: 2000, own: 1200})).toBe(4);
    expect(freeCores(before, {at: 500, cores: 4, busy: 2500, own: 1200})).toBe(3);
    expect(freeCores(before, {at: 500, cores: 4, busy: 9000, own: 200})).toBe(0);
});

test("a snapshot has the system's values", () => {
    const one = takeSnapshot();
    for (const end = performance.now() + 60; performance.now() < end;);
    const two = takeSnapshot();
    expect(two.own).toBeGreaterThan(one.own);
    expect(freeCores(one, two)).toBeLessThanOrEqual(two.cores);
});
