import {readFile, writeFile} from "node:fs/promises";
import {fileURLToPath} from "node:url";
import wabt from "wabt";

/*
 * node app/persona/testing/assemble-rows.ts turns rows.wat into rows.wasm.ts.
 */

const source = new URL("../rows.wat", import.meta.url);
const target = new URL("../rows.wasm.ts", import.meta.url);

/** rows.wat as WebAssembly, in base 64. */
export async function assembleRows(): Promise<string> {
    const {parseWat} = await wabt();
    const module = parseWat("rows.wat", await readFile(source, "utf8"), {simd: true});
    return Buffer.from(module.toBinary({}).buffer).toString("base64");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    await writeFile(
        target,
        `/** rows.wat, assembled by testing/assemble-rows.ts; do not edit. */\nexport const rowsWasm = "${await assembleRows()}";\n`
    );
}
