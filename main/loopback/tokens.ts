import {randomBytes, timingSafeEqual} from "node:crypto";
import {stat} from "node:fs/promises";
import {join} from "node:path";
import {z} from "zod";
import {connectionNames} from "../../app/contract/index.ts";
import type {ConnectionName} from "../../app/contract/index.ts";
import {cannotWrite, openJsonStore} from "../store/json-store.ts";
import {makeFolder} from "../store/make-folder.ts";
import type {JsonStore} from "../store/json-store.ts";

/** random bytes in a token */
const tokenBytes = 32;

/** what `newToken` makes: whatever else stands in the file came in another way, and may be guessed */
const token = z.string().regex(/^idiolect-[\w-]{43}$/);
const tokensSchema = z.object({mcp: token.optional(), endpoint: token.optional(), thunderbird: token.optional()});
type StoredTokens = z.output<typeof tokensSchema>;

/** The token file of a home, written with mode 0600. */
export function tokenFile(home: string): string {
    return join(home, "connection-tokens.json");
}

/** Whether this home has a token file. */
export async function hasTokens(home: string): Promise<boolean> {
    return stat(tokenFile(home)).then(
        () => true,
        () => false
    );
}

/** The tokens of the enabled connections: one each, so that a client can do only what its connection is for. */
export class Tokens {
    readonly path: string;
    readonly #store: JsonStore<StoredTokens>;

    private constructor(path: string, store: JsonStore<StoredTokens>) {
        this.path = path;
        this.#store = store;
    }

    static async open(home: string): Promise<Tokens> {
        await makeFolder(home).catch((error: unknown) => {
            throw cannotWrite(home, error);
        });
        const path = tokenFile(home);
        return new Tokens(path, await openJsonStore({path, schema: tokensSchema, version: 1, initial: {}}));
    }

    /** null: the connection is off */
    get(name: ConnectionName): string | null {
        return this.#store.value[name] ?? null;
    }

    /** Creates missing tokens of the enabled connections, and deletes those of the others. */
    async keepFor(on: readonly ConnectionName[]): Promise<void> {
        const isRight = connectionNames.every((name) => on.includes(name) === (this.get(name) !== null));
        if (isRight) return;
        await this.#store.update((tokens) => {
            for (const name of connectionNames) {
                if (!on.includes(name)) delete tokens[name];
                else tokens[name] ??= newToken();
            }
        });
    }

    async renew(name: ConnectionName): Promise<string> {
        const token = newToken();
        await this.#store.update((tokens) => {
            tokens[name] = token;
        });
        return token;
    }

    /** The connection with this token, or null. Takes equally long for wrong and right tokens. */
    ownerOf(token: string): ConnectionName | null {
        let owner: ConnectionName | null = null;
        for (const name of connectionNames) {
            const expected = this.get(name);
            if (expected !== null && isEqual(token, expected)) owner = name;
        }
        return owner;
    }
}

function newToken(): string {
    return `idiolect-${randomBytes(tokenBytes).toString("base64url")}`;
}

function isEqual(given: string, expected: string): boolean {
    const [a, b] = [Buffer.from(given), Buffer.from(expected)];
    return a.length === b.length && timingSafeEqual(a, b);
}
