import {expect, it, vi} from "vitest";
import {standardSettings} from "../../app/contract/index.ts";

const main = vi.hoisted(() => ({settings: {} as Record<string, unknown>, refuses: 0, changes: [] as unknown[]}));

vi.mock("./client.ts", () => ({
    client: {
        on: () => () => {},
        call: async (name: string, input: Record<string, unknown>) => {
            await Promise.resolve();
            if (name === "settings.change") {
                main.changes.push(input);
                if (main.refuses-- > 0) throw new Error("the disk is full");
                main.settings = {...main.settings, ...input};
            }
            return main.settings;
        }
    }
}));

it("saves what was changed during a save that failed, and nothing of the failed one later", async () => {
    const {changeSettings, settings} = await import("./main-state.ts");
    main.settings = {...standardSettings};
    main.refuses = 1;
    const first = changeSettings({theme: "dark"});
    const second = changeSettings({drafts: 1});
    await expect(first).rejects.toThrow("full");
    await expect(second).rejects.toThrow("full");
    expect(settings.get()).toMatchObject({theme: "system", drafts: 1});
    await changeSettings({language: "de"});
    expect(main.changes).toEqual([{theme: "dark"}, {drafts: 1}, {language: "de"}]);
    expect(settings.get()).toMatchObject({theme: "system", drafts: 1, language: "de"});
});
