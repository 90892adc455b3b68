import {fstatSync, readSync} from "node:fs";
import {crc32} from "node:zlib";
import {Gunzip, Inflate} from "fflate";
import type {ReadBytes} from "./mbox.ts";
import {Refusal} from "./refusal.ts";
import {say, type Sentence} from "../../../app/sentences/sentence.ts";

/** packed bytes that are unpacked at a time: at deflate's best ratio they become 16 MB */
const piece = 1 << 14;
/** limit for a zip archive's list of entries and for the head of a tar entry: bytes */
const longestDirectory = 64 * 1024 * 1024,
    longestHead = 1 << 20;
/** mail compresses to a third; an expansion of more than this is a zip bomb */
const highestRatio = 200;
const mailboxName = /\.mbox$/i;
/**
 * The mailboxes in an archive of Google's Takeout (.zip or .tgz), as readers for `mboxMessages`, in constant memory. A reader is valid
 * until the next one is requested. Nothing is written to disk.
 * @throws Refusal if it is not such an archive, is damaged, encrypted, or contains no mail
 */
export function* takeoutMailboxes(file: number): Generator<ReadBytes> {
    const head = readAt(file, 0, 4);
    let found = 0;
    for (const reader of head[0] === 0x1f && head[1] === 0x8b ? tarMailboxes(file) : zipMailboxes(file)) {
        found++;
        yield reader;
    }
    if (found === 0) throw new Refusal(say("takeout.no-mail"));
}

const damaged = (why: string | Sentence): Refusal => new Refusal(say("takeout.damaged", {why}));

function readAt(file: number, position: number, length: number): Buffer {
    const bytes = Buffer.alloc(length);
    let at = 0;
    for (let count = 1; at < length && count > 0; at += count) count = readSync(file, bytes, at, length - at, position + at);
    return bytes.subarray(0, at);
}

/** Unpacks incrementally; output that does not fit the caller's buffer is kept for the next call. */
class Unpacked {
    readonly #push: (bytes: Uint8Array, final: boolean) => void;
    readonly #next: () => Uint8Array;
    readonly #waiting: Uint8Array[] = [];
    #hasEnded = false;

    /** `next` returns packed bytes, none at the end */
    constructor(make: (ondata: (bytes: Uint8Array) => void) => (bytes: Uint8Array, final: boolean) => void, next: () => Uint8Array) {
        this.#push = make((bytes) => {
            if (bytes.length > 0) this.#waiting.push(bytes);
        });
        this.#next = next;
    }

    readonly read: ReadBytes = (buffer, offset, length) => {
        while (this.#waiting.length === 0 && !this.#hasEnded) {
            const packed = this.#next();
            this.#hasEnded = packed.length === 0;
            try {
                this.#push(packed, this.#hasEnded);
            } catch (error) {
                throw damaged((error as Error).message);
            }
        }
        let [first] = this.#waiting;
        if (first === undefined || length <= 0) return 0;
        const count = Math.min(first.length, length);
        buffer.set(first.subarray(0, count), offset);
        if (count === first.length) this.#waiting.shift();
        else this.#waiting[0] = first = first.subarray(count);
        return count;
    };
}

interface ZipEntry {
    readonly name: string;
    readonly method: number;
    readonly isLocked: boolean;
    /** bytes */
    readonly packed: number;
    readonly unpacked: number;
    readonly checksum: number;
    /** of its local header in the file */
    readonly at: number;
}

function* zipMailboxes(file: number): Generator<ReadBytes> {
    for (const entry of zipEntries(file)) {
        if (!mailboxName.test(entry.name)) continue;
        if (entry.isLocked) throw new Refusal(say("file.locked"));
        if (entry.method !== 0 && entry.method !== 8) throw new Refusal(say("takeout.packing"));
        if (entry.unpacked > highestRatio * (entry.packed + piece)) throw new Refusal(say("takeout.unpacks"));
        const header = readAt(file, entry.at, 30);
        if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw damaged(say("damage.archive-place"));
        let at = entry.at + 30 + header.readUInt16LE(26) + header.readUInt16LE(28),
            left = entry.packed,
            given = 0,
            checksum = 0;
        const next = (): Uint8Array => {
            const bytes = readAt(file, at, Math.min(piece, left));
            if (bytes.length === 0 && left > 0) throw damaged(say("damage.archive-short"));
            at += bytes.length;
            left -= bytes.length;
            return bytes;
        };
        const source = new Unpacked((ondata) => {
            if (entry.method === 0) return ondata;
            const inflate = new Inflate(ondata);
            return (bytes, final) => inflate.push(bytes, final);
        }, next);
        yield (buffer, offset, length) => {
            const count = source.read(buffer, offset, length);
            given += count;
            checksum = crc32(buffer.subarray(offset, offset + count), checksum);
            if (given > entry.unpacked) throw damaged(say("damage.archive-longer"));
            if (count === 0 && length > 0 && (given !== entry.unpacked || checksum !== entry.checksum))
                throw damaged(say("damage.archive-changed"));
            return count;
        };
    }
}

/** The entries from the list at the archive's end (APPNOTE 6.3.10, 4.3.12 to 4.3.16), which also has sizes that local headers omit. */
function zipEntries(file: number): ZipEntry[] {
    const size = fstatSync(file).size,
        tailAt = Math.max(0, size - 65_557),
        tail = readAt(file, tailAt, size - tailAt);
    const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    if (end < 0 || end + 22 > tail.length) throw damaged(say("damage.archive-not-whole"));
    let length = tail.readUInt32LE(end + 12),
        at = tail.readUInt32LE(end + 16);
    const locator = end - 20;
    if (locator >= 0 && tail.readUInt32LE(locator) === 0x07064b50) {
        const long = readAt(file, Number(tail.readBigUInt64LE(locator + 8)), 56);
        if (long.length < 56 || long.readUInt32LE(0) !== 0x06064b50) throw damaged(say("damage.archive-end"));
        length = Number(long.readBigUInt64LE(40));
        at = Number(long.readBigUInt64LE(48));
    }
    if (length > longestDirectory || at + length > size) throw damaged(say("damage.archive-list"));
    const list = readAt(file, at, length),
        entries: ZipEntry[] = [];
    for (let from = 0; from + 46 <= list.length && list.readUInt32LE(from) === 0x02014b50;) {
        const nameLength = list.readUInt16LE(from + 28),
            extraLength = list.readUInt16LE(from + 30);
        const name = list.subarray(from + 46, from + 46 + nameLength).toString("utf8"),
            extra = list.subarray(from + 46 + nameLength, from + 46 + nameLength + extraLength);
        const [unpacked = 0, packed = 0, place = 0] = longSizes(extra, [
            list.readUInt32LE(from + 24),
            list.readUInt32LE(from + 20),
            list.readUInt32LE(from + 42)
        ]);
        entries.push({
            name,
            method: list.readUInt16LE(from + 10),
            isLocked: (list.readUInt16LE(from + 8) & 1) === 1,
            packed,
            unpacked,
            checksum: list.readUInt32LE(from + 16),
            at: place
        });
        from += 46 + nameLength + extraLength + list.readUInt16LE(from + 32);
    }
    return entries;
}

/** Sizes of four gigabytes and more are in the extra field with the number 1, in the same order. */
function longSizes(extra: Buffer, short: readonly number[]): number[] {
    for (let from = 0; from + 4 <= extra.length; from += 4 + extra.readUInt16LE(from + 2)) {
        if (extra.readUInt16LE(from) !== 1) continue;
        let at = from + 4;
        return short.map((value) => {
            if (value !== 0xffffffff || at + 8 > extra.length) return value;
            at += 8;
            return Number(extra.readBigUInt64LE(at - 8));
        });
    }
    return [...short];
}

/** Entries read sequentially: a tar archive has no list (POSIX.1-2017, pax; GNU's long names). */
function* tarMailboxes(file: number): Generator<ReadBytes> {
    let at = 0,
        packed = 0,
        given = 0;
    const source = new Unpacked(
        (ondata) => {
            const gunzip = new Gunzip(ondata);
            return (bytes, final) => gunzip.push(bytes, final);
        },
        () => {
            const bytes = readAt(file, at, piece);
            at += bytes.length;
            packed += bytes.length;
            return bytes;
        }
    );
    const read: ReadBytes = (buffer, offset, length) => {
        const count = source.read(buffer, offset, length);
        given += count;
        if (given > highestRatio * (packed + piece)) throw new Refusal(say("takeout.unpacks"));
        return count;
    };
    const exactly = (length: number): Buffer | null => {
        const bytes = Buffer.alloc(length);
        for (let filled = 0; filled < length;) {
            const count = read(bytes, filled, length - filled);
            if (count === 0) return null;
            filled += count;
        }
        return bytes;
    };
    const passed = Buffer.alloc(1 << 16);
    const skip = (length: number): void => {
        for (let left = length; left > 0;) {
            const count = read(passed, 0, Math.min(left, passed.length));
            if (count === 0) throw damaged(say("damage.archive-short"));
            left -= count;
        }
    };
    let longName: string | null = null,
        longSize: number | null = null;
    for (let header = exactly(512); header !== null && header.some((byte) => byte !== 0); header = exactly(512)) {
        const type = String.fromCharCode(header[156] ?? 0),
            size: number = longSize ?? tarNumber(header.subarray(124, 136));
        if (!Number.isSafeInteger(size) || size < 0 || !isTarHeader(header)) throw damaged(say("damage.archive-other"));
        const padding = (512 - (size % 512)) % 512;
        if (type === "x" || type === "L") {
            if (size > longestHead) throw damaged(say("damage.archive-head"));
            const text: string = (exactly(size) ?? Buffer.alloc(0)).toString("utf8");
            if (type === "L") longName = text.replace(/\0.*$/s, "");
            else {
                longName = /^\d+ path=(.*)$/m.exec(text)?.[1] ?? longName;
                const said: string | undefined = /^\d+ size=(\d{1,15})$/m.exec(text)?.[1];
                longSize = said === undefined ? longSize : Number(said);
            }
            skip(padding);
            continue;
        }
        const name = longName ?? header.subarray(0, 100).toString("utf8").replace(/\0.*$/s, "");
        longName = longSize = null;
        let left = size;
        if ((type === "0" || type === "\0") && mailboxName.test(name)) {
            yield (buffer, offset, length) => {
                const count = read(buffer, offset, Math.min(length, left));
                if (count === 0 && left > 0 && length > 0) throw damaged(say("damage.archive-short"));
                left -= count;
                return count;
            };
        }
        skip(left + padding);
    }
}

/** The checksum of the header: the sum of its bytes, with the checksum field counted as spaces. */
function isTarHeader(header: Buffer): boolean {
    const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    return tarNumber(header.subarray(148, 156)) === sum;
}

/** octal digits, or for large numbers (GNU) big-endian after the byte 0x80 */
function tarNumber(field: Buffer): number {
    if (((field[0] ?? 0) & 0x80) !== 0) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
    const digits = field.toString("latin1").replace(/[\0 ]/g, "");
    return /^[0-7]*$/.test(digits) ? Number.parseInt(digits === "" ? "0" : digits, 8) : Number.NaN;
}
