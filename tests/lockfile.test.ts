import {readFile} from "node:fs/promises";
import {expect, test} from "vitest";

interface Lockfile {
    readonly packages: Readonly<Record<string, {readonly optionalDependencies?: Readonly<Record<string, string>>}>>;
}

const lockfile = new URL("../package-lock.json", import.meta.url);

// npm leaves a platform's package out of the lock when the registry it was written against lacks it, and then refuses `npm ci` everywhere
test("the lockfile holds every platform's packages, so that npm ci works", async () => {
    const {packages} = JSON.parse(await readFile(lockfile, "utf8")) as Lockfile;
    const missing = Object.entries(packages).flatMap(([where, {optionalDependencies = {}}]) =>
        Object.keys(optionalDependencies).filter(
            (name) => !(`${where}/node_modules/${name}` in packages) && !(`node_modules/${name}` in packages)
        )
    );
    expect(missing).toEqual([]);
});

test("the lockfile names no registry", async () => {
    expect(await readFile(lockfile, "utf8")).not.toMatch(/"resolved": "https?:/);
});

test("package.json names exact versions, those that the lockfile holds", async () => {
    const {dependencies, devDependencies} = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8")) as Record<
        string,
        Record<string, string>
    >;
    const {packages} = JSON.parse(await readFile(lockfile, "utf8")) as {packages: Record<string, {version?: string}>};
    for (const [name, wanted] of Object.entries({...dependencies, ...devDependencies}))
        expect(wanted.split("@").at(-1), name).toBe(packages[`node_modules/${name}`]?.version);
});
