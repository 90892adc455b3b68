import type {Identity} from "../../app/history/identity.ts";
import type {SourceRecord} from "../store/sources.ts";
import type {LearnedDraft, ParserLimits} from "./library.ts";

export const defaultLimits: ParserLimits = {time: 20_000, memory: 512 * 1024 * 1024, size: 64 * 1024 * 1024, pages: 500};

export interface CoreConfiguration {
    readonly sources: readonly SourceRecord[];
    readonly identities: readonly Identity[];
    /** keys of items that the user excluded */
    readonly excluded: readonly string[];
}

export interface CoreOptions {
    readonly home: string;
    /** 32 bytes, or null: not encrypted, and `keyReason` says why */
    readonly key: Uint8Array | null;
    readonly keyReason: string;
    readonly limits?: Partial<ParserLimits>;
    /** SHA-256 of the encoder's model, or null: there is none */
    readonly encoder: string | null;
    readonly configuration: CoreConfiguration;
    /** accepted drafts that the index should contain; default: none */
    readonly learned?: readonly LearnedDraft[];
    /** ms since 1970 */
    readonly clock?: () => number;
}

/** What the core needs of its host. */
export interface CoreHost {
    /** shape (items.length, size) for the encoder that was announced last */
    encode(items: readonly {readonly title: string | null; readonly text: string}[]): Promise<Float32Array>;
    /** size and revision of the history changed */
    changed(state: HistoryState): void;
    /** identities determined from the mail; to be stored */
    guessed(identities: readonly Identity[]): void;
}

export interface HistoryState {
    /** items that count */
    readonly size: number;
    readonly revision: number;
}

/** A part of the sources: all of each, or some folders below them. */
export interface ScanTarget {
    readonly source: string;
    readonly folder: string;
    readonly recursive: boolean;
}

export interface CoreScanOptions {
    readonly sources?: readonly string[] | undefined;
    readonly targets?: readonly ScanTarget[] | undefined;
    readonly encode?: boolean | undefined;
    readonly confirmRemovals?: boolean | undefined;
}
