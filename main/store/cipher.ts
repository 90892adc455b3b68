import {createCipheriv, createDecipheriv, randomBytes} from "node:crypto";
import {UserError} from "../../app/errors.ts";
import {say} from "../../app/sentences/sentence.ts";

/**
 * Authenticated encryption of single values. `context` is bound to the ciphertext (additional authenticated data), so that a value
 * cannot be moved to another place.
 */
export interface Cipher {
    encrypt(bytes: Uint8Array, context: string): Uint8Array;
    /** @throws WrongKeyError when the value was encrypted with another key or context, or was changed */
    decrypt(encrypted: Uint8Array, context: string): Uint8Array;
}

const ivLength = 12,
    tagLength = 16;

/** AES-256-GCM. Layout of an encrypted value: iv (12) ‖ tag (16) ‖ ciphertext. `key`: 32 bytes. */
export function aesCipher(key: Uint8Array): Cipher {
    if (key.length !== 32) throw new RangeError(`A key has 32 bytes, this one ${key.length}`);
    return {
        encrypt(bytes, context) {
            const iv = randomBytes(ivLength);
            const cipher = createCipheriv("aes-256-gcm", key, iv, {authTagLength: tagLength}).setAAD(Buffer.from(context));
            const body = cipher.update(bytes);
            cipher.final();
            return Buffer.concat([iv, cipher.getAuthTag(), body]);
        },
        decrypt(encrypted, context) {
            try {
                const iv = encrypted.subarray(0, ivLength);
                const decipher = createDecipheriv("aes-256-gcm", key, iv, {authTagLength: tagLength})
                    .setAAD(Buffer.from(context))
                    .setAuthTag(encrypted.subarray(ivLength, ivLength + tagLength));
                const body = decipher.update(encrypted.subarray(ivLength + tagLength));
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
        super(say("store.wrong-key"));
    }
}
