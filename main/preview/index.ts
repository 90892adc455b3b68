import {enableCompileCache, getCompileCacheDir} from "node:module";

// Enables Node's compile cache, here and in the threads and processes started from here.
enableCompileCache();
const cache = getCompileCacheDir();
if (cache !== undefined) process.env["NODE_COMPILE_CACHE"] ??= cache;
const {startCoreThread} = await import("../library/core-thread.ts");
startCoreThread();
await import("./program.ts");
