import {openLibrary} from "../open-library.ts";
import {textEncoder} from "./snapshot.ts";

/** A separate program that scans once, to be killed at any moment: node scan-process.ts HOME. Prints "begun" before it scans. */
const library = await openLibrary({home: process.argv[2] ?? "", encoder: textEncoder});
process.stdout.write("begun\n");
await library.scan().catch((error: Error) => {
    process.stdout.write(`${error.message}\n`);
});
process.stdout.write("done\n");
await library.close();
