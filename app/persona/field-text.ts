import {encodeCaseMarks} from "./case-marks.ts";

/**
 * The layout part of a field text (docs/formats.md, "Field text"): line ends to `\n`, at most one empty line in a row,
 * trimmed, and one space in front, without case marks. Empty text stays empty.
 */
function layoutFieldText(text: string): string {
    const tidy = text
        .replace(/\r\n?/g, "\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
    return tidy === "" ? "" : ` ${tidy}`;
}

/** A whole field text, with case marks: what the encoder's tokenizer was trained on. */
export function fieldText(text: string): string {
    return encodeCaseMarks(layoutFieldText(text));
}
