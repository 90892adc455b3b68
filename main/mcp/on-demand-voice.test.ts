import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {expect, it, vi} from "vitest";
import {onDemandVoice} from "./on-demand-voice.ts";

/** the services of the home, of which only one may be open */
const home = vi.hoisted(() => ({isOpen: false, opened: 0, closes: 0}));

vi.mock("../idiolect.ts", () => ({
    createIdiolect: async () => {
        if (home.isOpen) throw new Error("the home is in use");
        home.isOpen = true;
        home.opened++;
        return {
            dispose: async () => {
                home.closes++;
                await wait(100);
                home.isOpen = false;
            }
        };
    }
}));
vi.mock("../loopback/local-voice.ts", () => ({localVoice: () => ({check: async () => "checked"})}));

it("opens the home again only after it was closed, when a request comes just then", async () => {
    const voice = onDemandVoice({home: join(tmpdir(), "idiolect-no-home"), engine: "in-process"}, 10);
    const check = () => voice.check({text: "a text", kind: "email"});
    expect(await check()).toBe("checked");
    await vi.waitFor(() => expect(home.closes).toBe(1));
    expect(await Promise.all([check(), check()])).toEqual(["checked", "checked"]);
    await voice.dispose();
    expect(home).toEqual({isOpen: false, opened: 2, closes: 2});
});
