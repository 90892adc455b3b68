import {randomBytes} from "node:crypto";
import {readdir, readFile} from "node:fs/promises";
import {extname, join, normalize, sep} from "node:path";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";

/** A file of the built window, with the headers that every host must send. */
export interface PageFile {
    readonly body: Uint8Array<ArrayBuffer>;
    readonly headers: Readonly<Record<string, string>>;
}

const types: Readonly<Record<string, string>> = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
    ".json": "application/json"
};

/**
 * The window's content security policy: only its own files. `connect` lists additional connection targets: none under Electron, the
 * WebSocket in the preview. Styles created at run time (the editor's) carry the nonce.
 */
function contentSecurityPolicy(nonce: string, connect: string = "'none'"): string {
    return [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "font-src 'self'",
        "img-src 'self' data:",
        `connect-src ${connect}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'"
    ].join("; ");
}

/** The built window, read once, so that a rebuild does not affect windows that are open. */
export interface Pages {
    /**
     * The file for a URL's path, or null if there is none. The HTML page gets a fresh nonce on each call.
     * @param connect additional connection targets for the policy
     */
    file(urlPath: string, connect?: string): PageFile | null;
}

/** @throws UserError when the window has not been built */
export async function openPages(root: string): Promise<Pages> {
    const entries = await readdir(root, {recursive: true, withFileTypes: true}).catch(() => []);
    const paths = entries
        .filter((entry) => entry.isFile() && extname(entry.name) in types)
        .map((entry) => join(entry.parentPath, entry.name));
    const files = new Map(await Promise.all(paths.map(async (path) => [normalize(path), await readFile(path)] as const)));
    if (!files.has(normalize(join(root, "index.html")))) throw new UserError(say("preview.not-built"));
    return {
        file(urlPath, connect) {
            const path = resolveInside(root, urlPath);
            const body = path === null ? undefined : files.get(path);
            return path === null || body === undefined ? null : withHeaders(path, body, connect);
        }
    };
}

function withHeaders(path: string, body: Buffer<ArrayBuffer>, connect: string | undefined): PageFile {
    const headers: Record<string, string> = {
        "content-type": types[extname(path)] ?? "application/octet-stream",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-store"
    };
    if (extname(path) !== ".html") return {body, headers};
    const nonce = randomBytes(16).toString("base64url");
    headers["content-security-policy"] = contentSecurityPolicy(nonce, connect);
    return {body: Buffer.from(body.toString("utf8").replace("%NONCE%", nonce)), headers};
}

/** The path below `root` for a URL's path; null if it leaves `root` or cannot be decoded. */
function resolveInside(root: string, urlPath: string): string | null {
    let decoded: string;
    try {
        decoded = decodeURIComponent(urlPath);
    } catch {
        return null;
    }
    if (decoded.includes("\0") || decoded.includes("\\")) return null;
    const path = normalize(join(root, decoded === "/" || decoded === "" ? "index.html" : decoded));
    return path.startsWith(normalize(root).replace(/[\\/]$/, "") + sep) ? path : null;
}
