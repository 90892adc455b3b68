import {decodeMailText} from "./mail-charset.ts";

/**
 * The message text in a winmail.dat: TNEF ([MS-OXTNEF]) with properties of MAPI ([MS-OXPROPS]). No maintained library reads it; only parts
 * with text are read here: attBody, PidTagBody, PidTagHtml and PidTagRtfCompressed ([MS-OXRTFCP]).
 */
export type TnefBody = {readonly kind: "text" | "html" | "rtf"; /** `rtf`: bytes as characters */ readonly text: string};

const signature = 0x223e9f78;
/** attribute ids with their types in the upper half */
const attBody = 0x0002800c,
    attMapiProps = 0x00069003;
const tagBody = 0x1000,
    tagRtfCompressed = 0x1009,
    tagHtml = 0x1013;

/** Its best text (plain, then HTML, then RTF), or null if it is not TNEF or has none. */
export function readTnef(bytes: Uint8Array): TnefBody | null {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (view.length < 6 || view.readUInt32LE(0) !== signature) return null;
    const found = new Map<TnefBody["kind"], string>();
    for (let at = 6; at + 9 <= view.length;) {
        const isMessage = view[at] === 1,
            id = view.readUInt32LE(at + 1),
            length = view.readUInt32LE(at + 5);
        const data = view.subarray(at + 9, Math.min(view.length, at + 9 + length));
        if (isMessage && id === attBody) found.set("text", decodeMailText(upToZero(data), null));
        else if (isMessage && id === attMapiProps) readProperties(data, found);
        at += 9 + length + 2;
    }
    for (const kind of ["text", "html", "rtf"] as const) {
        const text = found.get(kind);
        if (text !== undefined && text.trim() !== "") return {kind, text};
    }
    return null;
}

/** sizes in bytes of MAPI's fixed types, padded to four */
const fixedSizes: Readonly<Record<number, number>> = {
    0x02: 4,
    0x03: 4,
    0x04: 4,
    0x05: 8,
    0x06: 8,
    0x07: 8,
    0x0a: 4,
    0x0b: 4,
    0x14: 8,
    0x40: 8,
    0x48: 16
};
const multiple = 0x1000,
    string8 = 0x1e,
    unicode = 0x1f;

function readProperties(data: Buffer, found: Map<TnefBody["kind"], string>): void {
    let at = 4;
    const need = (size: number): boolean => at + size <= data.length;
    const count = data.length >= 4 ? data.readUInt32LE(0) : 0;
    for (let index = 0; index < count && need(4); index++) {
        const type = data.readUInt16LE(at),
            id = data.readUInt16LE(at + 2);
        at += 4;
        if (id >= 0x8000) {
            // A named property: GUID, then a number or a padded name.
            if (!need(24)) return;
            at += 16 + 4 + (data.readUInt32LE(at + 16) === 0 ? 4 : 4 + padded(data.readUInt32LE(at + 20)));
        }
        const base = type & ~multiple,
            fixed = fixedSizes[base];
        const isVariable = fixed === undefined;
        if (isVariable && base !== string8 && base !== unicode && base !== 0x0d && base !== 0x102) return;
        let values = 1;
        if (isVariable || (type & multiple) !== 0) {
            if (!need(4)) return;
            values = data.readUInt32LE(at);
            at += 4;
        }
        for (let value = 0; value < values; value++) {
            let size = fixed ?? 0;
            if (isVariable) {
                if (!need(4)) return;
                size = data.readUInt32LE(at);
                at += 4;
            }
            if (!need(size)) return;
            keep(id, base, data.subarray(at, at + size), found);
            at += padded(size);
        }
    }
}

const padded = (size: number): number => size + ((4 - (size % 4)) % 4);

function keep(id: number, type: number, value: Buffer, found: Map<TnefBody["kind"], string>): void {
    const text = () => (type === unicode ? value.toString("utf16le").replace(/\0+$/, "") : decodeMailText(upToZero(value), null));
    if (id === tagBody) found.set("text", text());
    else if (id === tagHtml) found.set("html", text());
    else if (id === tagRtfCompressed) found.set("rtf", decompressRtf(value) ?? "");
}

function upToZero(data: Buffer): Buffer {
    const end = data.indexOf(0);
    return end < 0 ? data : data.subarray(0, end);
}

const dictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans " +
    "SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const windowSize = 4096,
    longestRtf = 32 * 1024 * 1024;

/** [MS-OXRTFCP] 2.2: LZ77 over a window that begins with common RTF; bytes as characters, null if it is damaged */
function decompressRtf(data: Buffer): string | null {
    if (data.length < 16) return null;
    const kind = data.toString("latin1", 8, 12),
        rawSize = Math.min(longestRtf, data.readUInt32LE(4));
    if (kind === "MELA") return data.toString("latin1", 16, 16 + rawSize);
    if (kind !== "LZFu") return null;
    const window = Buffer.alloc(windowSize);
    window.write(dictionary, "latin1");
    const out = Buffer.alloc(rawSize);
    let write = dictionary.length,
        length = 0;
    const put = (byte: number) => {
        window[write] = byte;
        write = (write + 1) % windowSize;
        if (length < rawSize) out[length++] = byte;
    };
    for (let at = 16; at < data.length && length < rawSize;) {
        const control = data[at++] ?? 0;
        for (let bit = 0; bit < 8 && at < data.length; bit++) {
            if (((control >> bit) & 1) === 0) {
                put(data[at++] ?? 0);
                continue;
            }
            const reference = ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
            at += 2;
            const offset = reference >> 4;
            if (offset === write) return out.toString("latin1", 0, length);
            for (let step = 0; step < (reference & 15) + 2; step++) put(window[(offset + step) % windowSize] ?? 0);
        }
    }
    return out.toString("latin1", 0, length);
}
