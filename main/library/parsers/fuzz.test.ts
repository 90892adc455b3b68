import {expect, it, vi} from "vitest";
import {defaultLimits} from "../core.ts";
import {fuzz} from "../testing/fuzz.ts";
import {formats} from "./formats.ts";

vi.setConfig({testTimeout: 600_000});
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));

it.each(formats)(`gives every mutated %s file an outcome and survives it (seed ${seed}; npm run test:fuzz for 20,000)`, async (format) => {
    const result = await fuzz(format, 150, seed, defaultLimits);
    expect(result.taken + result.refused).toBe(150);
    // If all mutations were unreadable, the test would test nothing. No available program writes a .pst to begin with.
    if (format !== "pst") expect(result.taken).toBeGreaterThan(0);
    expect(result.memory).toBeLessThan(1.5 * 2 ** 30);
});
