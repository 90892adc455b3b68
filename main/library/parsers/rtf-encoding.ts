/** font character sets (\fcharset) and their encodings */
const charsets: Readonly<Record<number, string>> = {
    0: "windows-1252",
    77: "macintosh",
    128: "shift_jis",
    129: "euc-kr",
    134: "gb18030",
    136: "big5",
    161: "windows-1253",
    162: "windows-1254",
    163: "windows-1258",
    177: "windows-1255",
    178: "windows-1256",
    186: "windows-1257",
    204: "windows-1251",
    222: "windows-874",
    238: "windows-1250"
};
/** code pages whose encoding has another name than `windows-` and the number */
const codePages: Readonly<Record<number, string>> = {
    932: "shift_jis",
    936: "gb18030",
    949: "euc-kr",
    950: "big5",
    10000: "macintosh",
    65001: "utf-8",
    866: "ibm866"
};

export const defaultEncoding = "windows-1252";

export const encodingOfCodePage = (codePage: number): string => codePages[codePage] ?? `windows-${codePage}`;

/** `\fcharset1` is the default one. */
export const encodingOfCharset = (charset: number, byDefault: string): string =>
    charset === 1 ? byDefault : (charsets[charset] ?? defaultEncoding);

const decoders = new Map<string, TextDecoder>();

/** A decoder for a label; for an unknown label that of Windows-1252. */
export function decoderFor(label: string): TextDecoder {
    let found = decoders.get(label);
    if (found === undefined) {
        try {
            found = new TextDecoder(label);
        } catch {
            found = new TextDecoder(defaultEncoding);
        }
        // Malicious files name any number of code pages.
        if (decoders.size < 200) decoders.set(label, found);
    }
    return found;
}
