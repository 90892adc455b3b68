import {mkdir, mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, it, vi} from "vitest";
import {previewHost} from "../preview/host.ts";
import {openApi} from "./open-api.ts";

vi.setConfig({testTimeout: 60_000});

it("closes while the first scan of the folders still runs, and closes once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "idiolect-open-"));
    await mkdir(join(folder, "texts"));
    const reported: unknown[] = [];
    const api = await openApi(
        {
            home: join(folder, "home"),
            engine: "forked",
            threads: 1,
            resources: join(folder, "nothing"),
            report: (error) => reported.push(error)
        },
        previewHost()
    );
    const {library} = api.idiolect();
    // a scan that ends only with the library, as one of many folders does
    const closes = vi.spyOn(library, "close");
    const scanned = new Promise<never>((_, reject) => {
        closes.mockImplementationOnce(async () => {
            reject(new Error("The library was closed"));
            await library.close();
        });
    });
    const watched = vi.spyOn(library, "watch").mockReturnValue(scanned);
    await vi.waitFor(() => expect(watched).toHaveBeenCalled(), {timeout: 30_000});
    await Promise.all([api.close(), api.close()]);
    await api.close();
    // the second call is the stand-in's own
    expect(closes).toHaveBeenCalledTimes(2);
    expect(reported).toEqual([]);
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
});
