import {createReadStream} from "node:fs";
import {resolve} from "node:path";
import {CommandError} from "../../app/errors.ts";

/** bytes: more than any text, and less than a program can hold several times */
const mostText = 16 * 1024 * 1024;

/**
 * The text of a file, or of standard input for "-". It may be a pipe, which is read to its end.
 * @throws CommandError if it is no text, too large, or cannot be read
 */
export async function readText(file: string): Promise<string> {
    const name = file === "-" ? "Standard input" : file;
    const parts: Buffer[] = [];
    let size = 0;
    try {
        for await (const part of file === "-" ? process.stdin : createReadStream(resolve(file))) {
            size += (part as Buffer).length;
            // the rest is not waited for: a device has no end
            if (size > mostText) throw new CommandError(`${name} has more than ${mostText / 2 ** 20} MB: give a shorter text.`);
            parts.push(part as Buffer);
        }
    } catch (error) {
        if (error instanceof CommandError) throw error;
        throw new CommandError(`${name} cannot be read (${(error as Error).message}): name a text file.`);
    }
    const text = Buffer.concat(parts).toString("utf8");
    if (text.includes("\u0000"))
        throw new CommandError(`${name} is not text: ${file === "-" ? "pipe a text file into the command" : "name a text file"}.`);
    return text;
}
