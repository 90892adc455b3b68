import {createHash} from "node:crypto";
import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import {mkdir, writeFile} from "node:fs/promises";
import {join, relative} from "node:path";

/*
 * Creates a CycloneDX 1.6 bill of materials (https://cyclonedx.org/docs/1.6/json/) of the package and all its licences in one text. From
 * package-lock.json and the installed packages; no registry is contacted.
 */

interface LockedPackage {
    readonly version?: string;
    readonly license?: string;
    readonly integrity?: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
    readonly name?: string;
}

export interface Component {
    readonly name: string;
    readonly version: string;
    readonly license: string;
    /** texts of its licence files */
    readonly texts: readonly string[];
    readonly integrity: string | null;
    /** folder, relative to the repository's root */
    readonly path: string;
}

/** Development dependencies that are built into the window; the others are not packaged. */
const builtIn = [
    "react",
    "react-dom",
    "radix-ui",
    "get-nonce",
    "@codemirror/commands",
    "@codemirror/state",
    "@codemirror/view",
    "diff",
    "@fontsource-variable/inter",
    "@fontsource-variable/source-serif-4",
    "ws"
];

/** Packages that are needed to install, not to run, and are left out of the package (electron-builder.yml). */
const notPacked = new Set(["node-gyp", "node-addon-api", "node-api-headers", "onnxruntime-web"]);

/** All packages whose code or data is in the package, from the lock file's graph, if installed. */
export function components(root: string): readonly Component[] {
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {packages: Record<string, LockedPackage>};
    const seen = new Map<string, Component>();
    const visit = (name: string, from: string): void => {
        if (notPacked.has(name)) return;
        const path = resolvePackage(lock.packages, name, from);
        if (path === null || seen.has(path) || !existsSync(join(root, path, "package.json"))) return;
        const locked = lock.packages[path] ?? {};
        seen.set(path, {
            name: locked.name ?? name,
            version: locked.version ?? "",
            license: locked.license ?? licenseIn(join(root, path)),
            texts: licenceTexts(join(root, path)),
            integrity: locked.integrity ?? null,
            path
        });
        for (const dependency of Object.keys({...locked.dependencies, ...locked.optionalDependencies})) visit(dependency, path);
    };
    for (const name of [...Object.keys(lock.packages[""]?.dependencies ?? {}), ...builtIn]) visit(name, "");
    return [...seen.values()].toSorted((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
}

/** Node's resolution: beside the dependent, then beside each folder above it. */
function resolvePackage(packages: Readonly<Record<string, LockedPackage>>, name: string, from: string): string | null {
    for (let at = from; ; at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : "") {
        const path = `${at === "" ? "" : `${at}/`}node_modules/${name}`;
        if (packages[path] !== undefined) return path;
        if (at === "") return null;
    }
}

function licenseIn(folder: string): string {
    const {license} = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {license?: string};
    return license ?? "UNKNOWN";
}

function licenceTexts(folder: string): readonly string[] {
    return readdirSync(folder)
        .toSorted()
        .filter((name) => /^(licen[cs]e|copying|notice|third.?party)/i.test(name) && statSync(join(folder, name)).isFile())
        .map((name) => readFileSync(join(folder, name), "utf8").trim());
}

/** Models, encoder, plug and samples beside the program. */
function dataIn(root: string): readonly {readonly name: string; readonly sha256: string; readonly path: string}[] {
    const folder = join(root, "resources");
    return readdirSync(folder, {recursive: true, withFileTypes: true})
        .filter((entry) => entry.isFile() && /\.(gguf|safetensors|onnx)$/.test(entry.name))
        .map((entry) => {
            const path = join(entry.parentPath, entry.name);
            return {name: entry.name, path: relative(root, path), sha256: createHash("sha256").update(readFileSync(path)).digest("hex")};
        });
}

/** Writes `sbom.cdx.json` and `licenses.txt` into `folder`. */
export async function writeBillOfMaterials(root: string, folder: string): Promise<readonly Component[]> {
    const all = components(root);
    const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {name: string; version: string; license: string};
    const {name, version, license} = own;
    const document = {
        bomFormat: "CycloneDX",
        specVersion: "1.6",
        version: 1,
        metadata: {component: {type: "application", name, version, licenses: [{license: {id: license}}]}},
        components: [
            ...all.map((each) => ({
                "type": "library",
                "name": each.name,
                "version": each.version,
                "bom-ref": each.path,
                "purl": `pkg:npm/${each.name.replace("@", "%40")}@${each.version}`,
                "licenses": [{expression: each.license}],
                ...(each.integrity === null ? {} : {hashes: [hashOf(each.integrity)]})
            })),
            ...dataIn(root).map(({name: file, sha256, path}) => ({
                "type": "machine-learning-model",
                "name": file,
                "bom-ref": path,
                "licenses": [{license: {id: license}}],
                "hashes": [{alg: "SHA-256", content: sha256}]
            }))
        ]
    };
    const noText = "The package carries no licence text of its own; its licence is named above.";
    const texts = all.map(
        (each) => `${"=".repeat(100)}\n${each.name} ${each.version} (${each.license})\n\n${each.texts.join("\n\n") || noText}\n`
    );
    await mkdir(folder, {recursive: true});
    await writeFile(join(folder, "sbom.cdx.json"), `${JSON.stringify(document, null, 2)}\n`);
    const ownText = readFileSync(join(root, "LICENSE"), "utf8").trim();
    await writeFile(join(folder, "licenses.txt"), `Idiolect ${version} (${license})\n\n${ownText}\n\n${texts.join("\n")}`);
    return all;
}

/** npm's `sha512-…` in base64 as CycloneDX has it. */
function hashOf(integrity: string): {alg: string; content: string} {
    const [algorithm = "", base64 = ""] = integrity.split("-");
    return {alg: algorithm.toUpperCase().replace("SHA", "SHA-"), content: Buffer.from(base64, "base64").toString("hex")};
}
