import {createRequire} from "node:module";

/** node-llama-cpp's main module. Apart from `internals.ts`, which loads a part of it. */
export const nodeLlamaCppPath: string = createRequire(import.meta.url).resolve("node-llama-cpp");
