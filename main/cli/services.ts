import type {Idiolect, IdiolectOptions} from "../idiolect.ts";

/**
 * Opens the services of a command. They are imported only here: loading llama.cpp and the encoder takes a while, and a usage error should
 * be reported at once.
 */
export async function openServices(options: IdiolectOptions): Promise<Idiolect> {
    const {createIdiolect} = await import("../idiolect.ts");
    return createIdiolect(options);
}
