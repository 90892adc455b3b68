import type {Idiolect, IdiolectOptions} from "../idiolect.ts";

/**
 * Opens the services of a command. They are loaded only now: llama.cpp and the encoder take a while, and a typing error should be
 * answered at once.
 */
export async function openServices(options: IdiolectOptions): Promise<Idiolect> {
    const {createIdiolect} = await import("../idiolect.ts");
    return createIdiolect(options);
}
