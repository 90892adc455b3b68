import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {Tokens, tokenFile} from "./tokens.ts";

let home: string;
beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "idiolect-tokens-"));
});
afterAll(() => rm(home, {recursive: true}));

describe("tokens of the connections", () => {
    it("are read again as they were made", async () => {
        const tokens = await Tokens.open(home);
        await tokens.keepFor(["mcp"]);
        const again = await Tokens.open(home);
        expect(again.ownerOf(tokens.get("mcp") ?? "")).toBe("mcp");
        expect(again.ownerOf("")).toBeNull();
    });

    it.each(["", "x", "idiolect-", "idiolect-short", 7, {}])(
        "a file with %j in the place of one is damaged, and admits nobody",
        async (mcp) => {
            await writeFile(tokenFile(home), JSON.stringify({version: 1, data: {mcp}}));
            await expect(Tokens.open(home)).rejects.toThrow(/connection-tokens\.json is damaged; .*\.$/);
        }
    );
});
