import {createCipheriv, createDecipheriv, randomBytes} from "node:crypto";
import {UserError} from "../../app/errors.ts";

/** Encrypts with AES-256-GCM. `about` is bound to the bytes, so that a sealed value cannot be moved to another place. */
export interface Seal {
    close(bytes: Uint8Array, about: string): Uint8Array;
    open(sealed: Uint8Array, about: string): Uint8Array;
}

const ivLength = 12, tagLength = 16;

/** Layout of a sealed value: iv (12) ‖ tag (16) ‖ ciphertext. `key`: 32 bytes. */
export function aesSeal(key: Uint8Array): Seal {
    if (key.length !== 32)
        throw new RangeError(`A key has 32 bytes, this one ${key.length}`);
    return {
        close(bytes, about) {
            const iv = randomBytes(ivLength);
            const cipher = createCipheriv("aes-256-gcm", key, iv, {authTagLength: tagLength}).setAAD(Buffer.from(about));
            const body = cipher.update(bytes);
            cipher.final();
            return Buffer.concat([iv, cipher.getAuthTag(), body]);
        },
        open(sealed, about) {
            try {
                const iv = sealed.subarray(0, ivLength);
                const decipher = createDecipheriv("aes-256-gcm", key, iv, {authTagLength: tagLength})
                    .setAAD(Buffer.from(about))
                    .setAuthTag(sealed.subarray(ivLength, ivLength + tagLength));
                const body = decipher.update(sealed.subarray(ivLength + tagLength));
                decipher.final();
                return body;
            } catch {
                throw new WrongKeyError();
            }
        }
    };
}

export class WrongKeyError extends UserError {
    override name = "WrongKeyError";
    constructor() {
        super("Idiolect's data is encrypted with another key than the one your system offers now; "
            + "unlock the keychain it was made with, or move the data folder away to start anew.");
    }
}
